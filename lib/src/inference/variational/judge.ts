import { Rng } from "../../random/index.js";
import { describePoint } from "../describePoint.js";
import { estimateFrom } from "../estimateFrom.js";
import { largestReliableShape, paretoShape } from "../paretoShape.js";
import { gradientMismatch, type GradientMismatch } from "./gradientMismatch.js";
import { naturalGradient, type NaturalGradient } from "./NaturalGradient.js";
import type { ResolvedVariational } from "./resolveVariationalOptions.js";
import type { Schedule } from "./Schedule.js";
import type { Target } from "./Target.js";
import type { VariationalResult } from "./VariationalResult.js";

/** By how many standard errors the two estimates of a slope must differ to count as different. */
const surelyDifferent = 8;

/**
 * What fresh draws from the final q, and the climb to it, say of its worth.
 *
 * @param start the parameters q started from
 */
export function judge(
  target: Target,
  options: ResolvedVariational,
  schedule: Schedule,
  start: Float64Array,
): Pick<VariationalResult, "elbo" | "standardError" | "paretoK" | "warnings"> {
  const { q, elboSamples, estimator } = options;
  const fresh = naturalGradient(q, target, { ...options, samples: elboSamples });
  const { estimate: elbo, standardError } = estimateFrom(fresh.values);
  const paretoK = paretoShape(fresh.values);
  const warnings = [
    ...convergenceWarning(schedule),
    ...(estimator === "reparameterized" ? gradientWarning(target, options, start, fresh) : []),
    ...(paretoK === undefined ? [] : shapeWarning(paretoK, elboSamples)),
  ];
  return { elbo, standardError, ...(paretoK !== undefined && { paretoK }), warnings };
}

function convergenceWarning({ trend, elbos }: Schedule): string[] {
  const remedies = {
    rising:
      "The ELBO was still rising in the last steps: take more of them, a larger learningRate or a better start. If it rises " +
      "without end, the log density has no finite integral.",
    falling:
      "The ELBO was falling in the last steps: take more samples a step or a smaller learningRate, and see that gradient is " +
      "the gradient of the log density.",
    still: undefined,
    unknown: `${elbos.length} steps are fewer than two windows, too few to see whether the ELBO stands still: take more.`,
  };
  const warning = remedies[trend ?? "unknown"];
  return warning === undefined ? [] : [warning];
}

function gradientWarning(
  target: Target,
  { q, rng }: ResolvedVariational,
  start: Float64Array,
  fresh: NaturalGradient,
): string[] {
  // From a copy, so that the caller's generator goes on as if nothing had been checked.
  const draws = Rng.from(rng.state).split();
  const final = q.parameters();
  q.restore(start);
  const atStart = gradientMismatch(target, q, draws);
  q.restore(final);
  const mismatch = atStart ?? gradientMismatch(target, q, draws);
  return mismatch === undefined ? steinWarning(fresh, q.dimension) : [mismatchWarning(mismatch)];
}

function mismatchWarning({ z, fromValues, fromGradient, disagreeing, draws }: GradientMismatch): string {
  return (
    `gradient does not look like the gradient of the log density: along a random direction at z = ${describePoint(z)} ` +
    `the density's values rise by ${fromValues.toPrecision(4)}, by the gradient it should be ${fromGradient.toPrecision(4)}, ` +
    `and so at ${disagreeing} of ${draws} draws. Compare gradient with finite differences.`
  );
}

/** By Stein's identity ∇f and (f − E f) ε have one mean, if the one function is the gradient of the other. */
function steinWarning({ slopes, values, noise }: NaturalGradient, d: number): string[] {
  const { estimate: mean } = estimateFrom(values);
  for (let i = 0; i < d; i++) {
    const differences = values.map((f, s) => slopes[s * d + i]! - (f - mean) * noise[s * d + i]!);
    const { estimate, standardError } = estimateFrom(differences);
    if (Math.abs(estimate) > surelyDifferent * standardError + 1e-6 * (1 + Math.abs(mean))) {
      return [
        `Element ${i} of gradient does not look like the gradient of the log density: the density's values at draws from q ` +
          "say otherwise. Compare gradient with finite differences.",
      ];
    }
  }
  return [];
}

function shapeWarning(shape: number, samples: number): string[] {
  if (shape <= largestReliableShape(samples)) return [];
  return [
    `The Pareto shape k of the weights is ${shape.toFixed(2)}, above ${largestReliableShape(samples).toFixed(2)}: the target has ` +
      'mass that q hardly covers, and its moments may be far from those of q. Try family "full-rank", or other coordinates.',
  ];
}
