import { diagramFigure } from "./diagramFigure.js";
import type { DiagramEdge } from "./diagramEdge.js";
import type { DiagramNode } from "./diagramNode.js";
import type { Figure } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";
import { palette } from "./palette.js";

/** Options of {@link vaeDiagramFigure}. */
export interface VaeDiagramFigureOptions extends FigureOptions {
  /** Whether the noise enters from outside, so that gradients pass through z. */
  readonly reparameterised: boolean;
}

const [, VERMILLION, GREEN] = palette as [string, string, string];

/**
 * The variational autoencoder as a drawing. Circles are random, diamonds computed. Without the reparameterisation trick z
 * is drawn inside the network and no gradient comes back through it; with it z = μ + σ ε and the noise ε is an input.
 *
 * @throws InvalidArgumentError if the alternative text is empty
 */
export function vaeDiagramFigure({
  reparameterised,
  height = 300,
  ...options
}: VaeDiagramFigureOptions): Figure {
  const z: readonly DiagramNode[] = reparameterised
    ? [
        { id: "z", label: "<i>z</i>", x: 6.2, y: 0, shape: "diamond", width: 1.2, height: 1.2 },
        { id: "noise", label: "<i>ε</i>", x: 6.2, y: 1.7, colour: VERMILLION },
      ]
    : [{ id: "z", label: "<i>z</i>", x: 6.2, y: 0, colour: VERMILLION }];
  const gradient: DiagramEdge = reparameterised
    ? { from: "decoder", to: "z", dashed: true, bend: 0.55, colour: GREEN, label: "gradient" }
    : { from: "decoder", to: "z", dashed: true, bend: 0.55, colour: VERMILLION, label: "gradient stops" };
  return diagramFigure({
    ...options,
    height,
    nodes: [
      { id: "x", label: "<i>x</i>", x: 0, y: 0, shaded: true },
      { id: "encoder", label: "encoder", x: 2, y: 0, shape: "rectangle" },
      { id: "mean", label: "<i>μ</i>", x: 4.1, y: 0.65, shape: "diamond" },
      { id: "sd", label: "<i>σ</i>", x: 4.1, y: -0.65, shape: "diamond" },
      ...z,
      { id: "decoder", label: "decoder", x: 8.5, y: 0, shape: "rectangle" },
      { id: "output", label: "<i>x̂</i>", x: 10.5, y: 0, shape: "diamond" },
    ],
    edges: [
      { from: "x", to: "encoder" },
      { from: "encoder", to: "mean" },
      { from: "encoder", to: "sd" },
      { from: "mean", to: "z" },
      { from: "sd", to: "z" },
      ...(reparameterised ? [{ from: "noise", to: "z", colour: VERMILLION }] : []),
      { from: "z", to: "decoder" },
      { from: "decoder", to: "output" },
      gradient,
      ...(reparameterised
        ? [
            { from: "z", to: "mean", dashed: true, bend: -0.3, colour: GREEN },
            { from: "mean", to: "encoder", dashed: true, bend: -0.3, colour: GREEN },
            { from: "z", to: "sd", dashed: true, bend: 0.3, colour: GREEN },
            { from: "sd", to: "encoder", dashed: true, bend: 0.3, colour: GREEN },
          ]
        : []),
    ],
  });
}
