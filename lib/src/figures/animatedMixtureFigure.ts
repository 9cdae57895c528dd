import { animation } from "./animation.js";
import type { Figure, PlotlyFrame } from "./Figure.js";
import {
  componentTraces,
  mixtureFigure,
  pointColours,
  type MixtureFigureOptions,
  type MixtureState,
} from "./mixtureFigure.js";
import { notEmpty } from "./numbers.js";

/** One step of the algorithm, with its name on the slider. */
export interface MixtureStep extends MixtureState {
  /** Default: the step's number. */
  readonly label?: string;
}

/** Options of {@link animatedMixtureFigure}. */
export interface AnimatedMixtureFigureOptions extends Omit<MixtureFigureOptions, keyof MixtureState> {
  /** What the slider counts. Default: `"iteration"`. */
  readonly stepTitle?: string;
}

/**
 * The steps of EM on data in the plane as {@link mixtureFigure}s behind a slider and a play button. Still pictures show
 * the last step.
 *
 * @throws InvalidArgumentError if there are no steps
 * @throws as {@link mixtureFigure} does
 */
export function animatedMixtureFigure(
  steps: readonly MixtureStep[],
  { stepTitle = "iteration", ...options }: AnimatedMixtureFigureOptions,
): Figure {
  notEmpty(steps, "the steps");
  const last = mixtureFigure({ height: 500, ...options, ...(steps.at(-1) as MixtureStep) });
  const count = (last.data[0]?.["x"] as readonly number[]).length;
  const frames = steps.map((step, i): PlotlyFrame => {
    const colours = { type: "scatter", marker: { size: 6, opacity: 0.8, color: pointColours(step, count) } };
    const ellipses = componentTraces(step).map(({ x, y }) => ({ type: "scatter", x: x ?? [], y: y ?? [] }));
    return {
      name: step.label ?? String(i),
      data: [colours, ...ellipses],
      traces: last.data.map((_, t) => t),
    };
  });
  return { data: last.data, layout: animation(last.layout, frames, stepTitle), frames };
}
