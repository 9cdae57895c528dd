/** What every figure function takes. */
export interface FigureOptions {
  /** Alternative text, required: what a reader who cannot see the figure needs to know. */
  readonly alt: string;
  /** A caption to print below the figure. Default: none. */
  readonly caption?: string;
  /** A title above the drawing. Default: none. */
  readonly title?: string;
  /** Height in pixels; the width follows the page. Default: 420. */
  readonly height?: number;
}

/** Titles of the two axes; a little HTML (`<i>`, `<sub>`, `<sup>`) is understood. */
export interface AxisTitles {
  readonly xTitle: string;
  readonly yTitle: string;
}
