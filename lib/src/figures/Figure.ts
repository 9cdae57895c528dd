/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Attributes of a plotly object, as plain data. */
export interface Attributes {
  readonly [attribute: string]: Json;
}

/** One plotly trace: its `type` and whatever attributes that type has. */
export type PlotlyTrace = { readonly type: string } & Attributes;

/** What every figure of this package keeps beside its drawing. */
export interface FigureMeta {
  /** Alternative text: what a reader who cannot see the figure needs to know. */
  readonly alt: string;
  /** A caption to print below the figure. */
  readonly caption?: string;
}

/** A plotly layout whose `meta` holds the alternative text. */
export interface PlotlyLayout {
  readonly meta: FigureMeta;
  readonly [attribute: string]: Json | FigureMeta;
}

/** One state of an animated figure: what changes in the traces numbered in `traces`. */
export interface PlotlyFrame {
  readonly name: string;
  readonly data: readonly PlotlyTrace[];
  readonly traces?: readonly number[];
}

/** A plotly figure as plain data that survives JSON unchanged. */
export interface Figure {
  readonly data: readonly PlotlyTrace[];
  readonly layout: PlotlyLayout;
  readonly frames?: readonly PlotlyFrame[];
}
