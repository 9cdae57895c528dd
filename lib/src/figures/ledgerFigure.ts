import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { AXIS_LINE, axis, baseLayout } from "./baseLayout.js";
import type { Figure, Json } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";
import { colourOf } from "./palette.js";

/** The ledger of nats: `logEvidence = elbo + gap` and `elbo = reconstruction − rate`. Give one pair or both. */
export interface Ledger {
  /** ELBO, in nats. */
  readonly elbo: number;
  /** log p(x), in nats. */
  readonly logEvidence?: number;
  /** KL(q(z) ‖ p(z|x)), in nats. */
  readonly gap?: number;
  /** E_q[log p(x|z)], in nats. */
  readonly reconstruction?: number;
  /** KL(q(z) ‖ p(z)), in nats. */
  readonly rate?: number;
}

interface Entry {
  label: string;
  from: number;
  to: number;
  colour: string;
  /** Whether it is added to the line above, and not a sum of its own. */
  change: boolean;
}

/**
 * The ledger of nats as aligned bars, read from top to bottom like a sum: reconstruction − rate = ELBO, ELBO + gap =
 * log p(x). Each change starts where the line above ended.
 *
 * @throws InvalidArgumentError if neither pair is given, or the books do not balance to 1e-6 of the largest entry
 * @throws NonFiniteError if an entry is NaN or infinite
 */
export function ledgerFigure({ height = 320, ...options }: Ledger & FigureOptions): Figure {
  const entries = entriesOf(options);
  const ends = entries.flatMap(({ from, to }) => [from, to]).map(rounded);
  const labels = entries.map(({ label }) => label);
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        y: labels,
        base: entries.map((_, i) => ends[2 * i] as number),
        x: entries.map(({ from, to }) => rounded(to - from)),
        marker: { color: entries.map(({ colour }) => colour) },
        hovertemplate: "%{y}: %{x:.4g} nats<extra></extra>",
      },
    ],
    layout: baseLayout(
      { ...options, height },
      {
        showlegend: false,
        bargap: 0.35,
        xaxis: axis("nats", { range: rangeOf(ends) }),
        yaxis: axis("", {
          type: "category",
          categoryorder: "array",
          categoryarray: [...labels].reverse(),
          showgrid: false,
        }),
        shapes: entries.slice(1).map((entry, i) => connector(entries, entry, i + 1)),
        annotations: entries.map(valueLabel),
      },
    ),
  };
}

function entriesOf(ledger: Ledger): Entry[] {
  const { elbo, logEvidence, gap, reconstruction, rate } = ledger;
  const total = (label: string, to: number): Entry => ({
    label,
    from: 0,
    to,
    colour: colourOf(0),
    change: false,
  });
  const change = (label: string, from: number, to: number, colour: number): Entry => ({
    label,
    from,
    to,
    colour: colourOf(colour),
    change: true,
  });
  const entries: Entry[] = [];
  if (reconstruction !== undefined && rate !== undefined) {
    balance("elbo = reconstruction − rate", elbo, reconstruction, -rate);
    entries.push(total("reconstruction", reconstruction), change("− rate", reconstruction, elbo, 1));
  }
  entries.push(total("ELBO", elbo));
  if (logEvidence !== undefined && gap !== undefined) {
    balance("logEvidence = elbo + gap", logEvidence, elbo, gap);
    entries.push(change("+ gap", elbo, logEvidence, 4), total("log p(x)", logEvidence));
  }
  if (entries.length === 1) {
    throw new InvalidArgumentError(
      "A ledger needs reconstruction and rate, or logEvidence and gap, beside the ELBO.",
    );
  }
  return entries;
}

function balance(identity: string, sum: number, first: number, second: number): void {
  const parts = [sum, first, second];
  if (!parts.every(Number.isFinite)) {
    throw new NonFiniteError(
      `The ledger's entries must be finite, but ${identity} reads ${parts.join(", ")}.`,
    );
  }
  const tolerance = 1e-6 * Math.max(1, ...parts.map(Math.abs));
  if (Math.abs(sum - first - second) > tolerance) {
    throw new InvalidArgumentError(
      `The ledger does not balance: ${identity}, but ${sum} is not ${first + second}.`,
    );
  }
}

/** Eight digits: a gap of a hundredth of a nat may stand beside thousands of nats. */
function rounded(value: number): number {
  return Number(value.toPrecision(8));
}

/** From zero, unless the entries lie so close together that their differences would vanish. */
function rangeOf(ends: readonly number[]): [number, number] {
  const totals = ends.filter((end) => end !== 0);
  const low = Math.min(...totals);
  const high = Math.max(...totals);
  const spread = high - low;
  if (spread === 0 || spread > 0.15 * Math.max(Math.abs(low), Math.abs(high)) || low * high < 0) {
    const width = Math.max(high, 0) - Math.min(low, 0) || 1;
    return [low < 0 ? low - 0.16 * width : 0, high > 0 ? high + 0.16 * width : 0];
  }
  return [low - 0.5 * spread, high + 0.5 * spread].map(rounded) as [number, number];
}

/** A thin line from the end of one entry down to the next. */
function connector(entries: readonly Entry[], { label, from, to, change }: Entry, index: number): Json {
  const above = entries[index - 1] as Entry;
  const at = change ? from : to;
  const line = { color: AXIS_LINE, width: 1, dash: "dot" };
  return {
    type: "line",
    xref: "x",
    yref: "y",
    x0: rounded(at),
    x1: rounded(at),
    y0: above.label,
    y1: label,
    line,
  };
}

/** The entry's value at the outer end of its bar. */
function valueLabel({ label, from, to, change }: Entry): Json {
  const value = change ? to - from : to;
  const text = `${change && value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "−");
  const place =
    to < 0
      ? { x: rounded(Math.min(from, to)), xanchor: "right", xshift: -6 }
      : { x: rounded(Math.max(from, to)), xanchor: "left", xshift: 6 };
  return { ...place, y: label, text, showarrow: false };
}
