import { palette } from "../figures/index.js";
import { escapeHtml } from "./escapeHtml.js";
import { formatNumber } from "./formatNumber.js";

/** Values that belong to some of the steps, in as many bins as the curve is wide. */
interface Series {
  readonly counts: number[];
  readonly steps: number[];
  readonly values: number[];
  first: number;
  last: number;
}

interface Point {
  readonly step: number;
  readonly value: number;
}

const BINS = 240;
const SIZE = { width: 540, height: 140 };
const FRAME = { left: 60, right: 530, top: 8, bottom: 120 };
/** Up to so many points are marked, as they might not be joined by a line that can be seen. */
const MOST_MARKS = 40;

/**
 * Quantities over the steps of something long, drawn while it goes on. However many values there are, the curve has at
 * most 240 points, each the mean of what came in its part of the steps. Values that are not finite leave a gap, and stand
 * in the legend where they are the last.
 */
export class LiveCurve {
  readonly #total: number;
  readonly #series = new Map<string, Series>();

  /** @param total the number of steps */
  constructor(total: number) {
    this.#total = total;
  }

  add(step: number, values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      const series = this.#series.get(name) ?? {
        counts: [],
        steps: [],
        values: [],
        first: value,
        last: value,
      };
      this.#series.set(name, series);
      series.last = value;
      if (!Number.isFinite(value)) continue;
      const bin = Math.min(BINS - 1, Math.floor((BINS * Math.max(0, step - 1)) / this.#total));
      for (const [sums, added] of [
        [series.counts, 1],
        [series.steps, step],
        [series.values, value],
      ] as const) {
        sums[bin] = (sums[bin] ?? 0) + added;
      }
    }
  }

  /** An SVG and a legend with the present values, with a text alternative; nothing before the first value. */
  toHtml(): string {
    if (this.#series.size === 0) return "";
    const lines = [...this.#series].map(([name, series], i) => ({
      name,
      series,
      points: pointsOf(series),
      colour: palette[i % palette.length] as string,
    }));
    const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
    const told = lines.map(
      ({ name, series }) => `${name} from ${formatNumber(series.first)} to ${formatNumber(series.last)}`,
    );
    const legend = lines.map(
      ({ name, series, colour }) =>
        `<span style="color:${colour}">●</span> ${escapeHtml(name)} ${formatNumber(series.last)}`,
    );
    const drawing = values.length === 0 ? "" : this.#draw(lines, Math.min(...values), Math.max(...values));
    return (
      `<div><svg role="img" aria-label="${escapeHtml(told.join("; "))}" width="${SIZE.width}" height="${SIZE.height}" ` +
      `viewBox="0 0 ${SIZE.width} ${SIZE.height}">${drawing}</svg></div><div>${legend.join(" &nbsp; ")}</div>`
    );
  }

  #draw(
    lines: readonly { points: readonly Point[]; colour: string }[],
    lowest: number,
    highest: number,
  ): string {
    const { left, right, top, bottom } = FRAME;
    const x = (step: number): string => (left + ((right - left) * step) / this.#total).toFixed(1);
    const height = highest - lowest || 1;
    const y = (value: number): string => (bottom - ((bottom - top) * (value - lowest)) / height).toFixed(1);
    const axes =
      `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>` +
      text(left - 6, top + 8, "end", formatNumber(highest)) +
      (highest === lowest ? "" : text(left - 6, bottom, "end", formatNumber(lowest))) +
      text(left, bottom + 15, "middle", "0") +
      text(right, bottom + 15, "end", String(this.#total));
    const drawn = lines.map(({ points, colour }) => {
      const line = points.map(({ step, value }) => `${x(step)},${y(value)}`).join(" ");
      const marks =
        points.length > MOST_MARKS
          ? ""
          : points
              .map(({ step, value }) => `<circle cx="${x(step)}" cy="${y(value)}" r="2.5" fill="${colour}"/>`)
              .join("");
      return `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>${marks}`;
    });
    return axes + drawn.join("");
  }
}

function pointsOf({ counts, steps, values }: Series): Point[] {
  return counts.flatMap((count, bin) => ({
    step: (steps[bin] as number) / count,
    value: (values[bin] as number) / count,
  }));
}

function text(x: number, y: number, anchor: "middle" | "end", content: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="11" fill="currentColor">${content}</text>`;
}
