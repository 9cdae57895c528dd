import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { boundingBox } from "./boundingBox.js";
import type { Box } from "./Box.js";
import type { FigureFonts } from "./fonts.js";
import type { CanvasElement, PlotlyWindow, SvgElement } from "./PlotlyWindow.js";
import { straightPathLength, straightPathPoint } from "./straightPath.js";
import { textBox } from "./textBox.js";

interface Canvas {
  getContext(kind: "2d"): { font: string; measureText(text: string): { width: number } };
  toDataURL(): string;
}

interface CanvasModule {
  createCanvas: (width: number, height: number) => Canvas;
  GlobalFonts: { registerFromPath(path: string): unknown; readonly families: readonly unknown[] };
}

interface JsdomModule {
  JSDOM: new (
    html: string,
    options: { runScripts: "outside-only"; pretendToBeVisual: boolean },
  ) => { window: PlotlyWindow };
}

/**
 * A window without a browser in which plotly.js can draw SVG: jsdom for the document, a canvas for text metrics and
 * heatmaps.
 *
 * @throws Error (MODULE_NOT_FOUND) if one of the optional packages is missing, or if there is no font at all
 */
export function openPlotlyWindow(fonts: FigureFonts): PlotlyWindow {
  const require = createRequire(import.meta.url);
  const { JSDOM } = require("jsdom") as JsdomModule;
  const canvas = require("@napi-rs/canvas") as CanvasModule;
  const plotly = require.resolve("plotly.js-dist");
  for (const file of fonts.files) canvas.GlobalFonts.registerFromPath(file);
  if (canvas.GlobalFonts.families.length === 0) {
    throw new Error("there is no font to write with; install the package dejavu-fonts-ttf");
  }
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
  });
  installLayout(window, canvas);
  installCanvas(window, canvas);
  Object.assign(window.URL, { createObjectURL: () => "" });
  window.eval(readFileSync(plotly, "utf8"));
  return window;
}

function installLayout(window: PlotlyWindow, { createCanvas }: CanvasModule): void {
  const context = createCanvas(1, 1).getContext("2d");
  const measure = (element: SvgElement): Box =>
    textBox(element, window, (text, font) => {
      context.font = font;
      return context.measureText(text).width;
    });
  const boxOf = function (this: SvgElement): Box {
    return boundingBox(this, measure);
  };
  Object.assign(window.SVGElement.prototype, {
    getBBox: boxOf,
    getBoundingClientRect: boxOf,
    getComputedTextLength(this: SvgElement): number {
      return measure(this).width;
    },
    getTotalLength(this: SvgElement): number {
      return straightPathLength(this);
    },
    getPointAtLength(this: SvgElement, distance: number): { x: number; y: number } {
      return straightPathPoint(this, distance);
    },
  });
}

function installCanvas(window: PlotlyWindow, { createCanvas }: CanvasModule): void {
  const drawn = new WeakMap<CanvasElement, Canvas>();
  const canvasOf = (element: CanvasElement): Canvas => {
    const canvas = drawn.get(element) ?? createCanvas(element.width, element.height);
    drawn.set(element, canvas);
    return canvas;
  };
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: CanvasElement, kind: string): unknown {
      return kind === "2d" ? canvasOf(this).getContext("2d") : null;
    },
    toDataURL(this: CanvasElement): string {
      return canvasOf(this).toDataURL();
    },
  });
}
