import { diagramFigure } from "./diagramFigure.js";
import type { Figure } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";

/** Options of {@link graphicalModelFigure}. */
export interface GraphicalModelFigureOptions extends FigureOptions {
  /** Whether the approximate posterior with its parameters φ is drawn, as dashed arrows. Default: false. */
  readonly inference?: boolean;
  /** Whether θ also governs the prior of z. Default: true; a standard normal prior has no parameters. */
  readonly priorParameters?: boolean;
}

/**
 * The latent variable model z → x on its plate of N examples, with the parameters θ (and, dashed, the approximate
 * posterior with φ): figure 1 of Kingma & Welling (2013).
 *
 * @throws InvalidArgumentError if the alternative text is empty
 */
export function graphicalModelFigure({
  inference = false,
  priorParameters = true,
  height = 320,
  ...options
}: GraphicalModelFigureOptions): Figure {
  return diagramFigure({
    ...options,
    height,
    nodes: [
      ...(inference
        ? [{ id: "phi", label: "<i>φ</i>", x: -2, y: 1.8, shape: "none", width: 0.5, height: 0.5 } as const]
        : []),
      { id: "z", label: "<i>z</i>", x: 0, y: 1.8 },
      { id: "x", label: "<i>x</i>", x: 0, y: 0, shaded: true },
      { id: "theta", label: "<i>θ</i>", x: 2, y: 0.9, shape: "none", width: 0.5, height: 0.5 },
    ],
    edges: [
      { from: "z", to: "x", bend: inference ? -0.15 : 0 },
      ...(priorParameters ? [{ from: "theta", to: "z" }] : []),
      { from: "theta", to: "x" },
      ...(inference
        ? [
            { from: "phi", to: "z", dashed: true },
            { from: "x", to: "z", dashed: true, bend: -0.15 },
          ]
        : []),
    ],
    plates: [{ x0: -1, x1: 1, y0: -0.9, y1: 2.5, label: "<i>N</i>" }],
  });
}
