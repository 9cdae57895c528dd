import type { Figure, Json, PlotlyTrace } from "kl-to-vae/figures";
import type { SweepReport } from "./makeSweepReport.js";
import { sweepPanel } from "./sweepPanel.js";

/** Between panels, in shares of the width. */
const gap = 0.07;

/** The times of a sweep over each of its quantities, side by side. */
export function sweepFigure({ title, unit, axes }: SweepReport): Figure {
  const panels = axes.map((axis) => sweepPanel(axis, unit));
  const traces = panels.flatMap(({ data }, i) => data.map((trace) => ({ ...trace, ...axesOf(i) })));
  const variables = axes.map(({ variable }) => variable).join(", ");
  return {
    data: traces.map((trace, i) => ({ ...trace, showlegend: isFirst(trace, i, traces) })),
    layout: {
      ...panels[0]!.layout,
      ...Object.fromEntries(panels.flatMap((panel, i) => placed(panel, i, panels.length))),
      meta: { alt: `Milliseconds per ${unit} over ${variables}, on logarithmic axes: ${title}.` },
      showlegend: true,
    },
  };
}

/** The axes of a panel, each where it belongs in the picture. */
function placed({ layout }: Figure, i: number, count: number): [string, Json][] {
  const { xaxis, yaxis } = axesOf(i);
  const width = (1 + gap) / count - gap;
  const start = i * (width + gap);
  const across = { ...(layout["xaxis"] as object), domain: [start, start + width], anchor: yaxis };
  const up = { ...(layout["yaxis"] as object), anchor: xaxis };
  return [
    [xaxis.replace("x", "xaxis"), across],
    [yaxis.replace("y", "yaxis"), up],
  ];
}

/** Plotly's names of the axes of a panel. */
function axesOf(i: number): { xaxis: string; yaxis: string } {
  const number = i === 0 ? "" : String(i + 1);
  return { xaxis: `x${number}`, yaxis: `y${number}` };
}

/** A line that is in several panels has one entry in the legend. */
function isFirst({ name }: PlotlyTrace, i: number, traces: readonly PlotlyTrace[]): boolean {
  return traces.findIndex((trace) => trace["name"] === name) === i;
}
