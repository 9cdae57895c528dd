import { lineFigure, palette, type Figure, type LineSeries } from "kl-to-vae/figures";
import type { AxisReport, Growth } from "./makeSweepReport.js";

/** Times over one quantity on logarithmic axes: medians, the least and the most, and lines of the powers to expect. */
export function sweepPanel(axis: AxisReport, unit: string): Figure {
  const { variable, fixed, values, contestants } = axis;
  const measured = contestants.map(({ name, points }) => ({
    name,
    x: values,
    y: points.map(({ median }) => median),
    markers: true,
  }));
  const { data, layout } = lineFigure({
    alt: variable,
    series: [...measured, ...guideLines(axis)],
    xTitle: `<i>${variable}</i> (${fixed})`,
    yTitle: `ms per ${unit}`,
    logX: true,
    logY: true,
  });
  const traces = data.map((trace, i) => {
    const growth = contestants[i];
    return growth ? { ...trace, error_y: spread(growth) } : trace;
  });
  return { data: traces, layout };
}

/** Through the last point of the first contestant, over the larger half of the values. */
function guideLines({ guides, values, contestants }: AxisReport): LineSeries[] {
  const x = values.slice(Math.floor(values.length / 2));
  const last = contestants[0]!.points.at(-1)!.median;
  return guides.map((power) => ({
    name: `slope ${power}`,
    x,
    y: x.map((value) => last * (value / x.at(-1)!) ** power),
    dash: power === 1 ? "dot" : "dash",
    colour: palette[6]!,
  }));
}

function spread({ points }: Growth): { [attribute: string]: string | boolean | number | number[] } {
  return {
    type: "data",
    symmetric: false,
    array: points.map(({ max, median }) => max - median),
    arrayminus: points.map(({ min, median }) => median - min),
    thickness: 1,
    width: 3,
  };
}
