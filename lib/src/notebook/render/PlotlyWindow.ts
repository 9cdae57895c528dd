/** The little of an SVG element that is read here; jsdom's typings would bring the whole DOM into a Node library. */
export interface SvgElement {
  readonly nodeType: number;
  readonly tagName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<SvgElement>;
  readonly style: { fontSize: string; fontFamily: string; fontWeight: string; fontStyle: string };
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

/** A canvas element as plotly's heatmaps use one: sized, drawn on, read out as a data URL. */
export interface CanvasElement {
  readonly width: number;
  readonly height: number;
}

/** What plotly.js offers once its bundle has run in the window. */
export interface Plotly {
  toImage(figure: object, options: { format: "svg"; width: number; height: number }): Promise<string>;
}

/** The window plotly.js runs in. */
export interface PlotlyWindow {
  readonly Node: { readonly TEXT_NODE: number };
  readonly SVGElement: { readonly prototype: object };
  readonly HTMLCanvasElement: { readonly prototype: object };
  readonly URL: object;
  readonly Plotly: Plotly;
  getComputedStyle(element: SvgElement): { textAnchor: string };
  eval(source: string): void;
}
