import { createRequire } from "node:module";
import type { FigureFonts } from "./fonts.js";

interface ResvgModule {
  Resvg: new (
    svg: string,
    options: {
      background: string;
      fitTo: { mode: "zoom"; value: number };
      font: { fontFiles: string[]; loadSystemFonts: boolean; defaultFontFamily: string };
    },
  ) => { render(): { asPng(): Uint8Array } };
}

/**
 * Draws an SVG document on white (GitHub's dark page would swallow dark text on a transparent one).
 *
 * @throws Error (MODULE_NOT_FOUND) if `@resvg/resvg-js` is missing
 */
export function svgToPng(svg: string, fonts: FigureFonts, scale: number): Uint8Array {
  const { Resvg } = createRequire(import.meta.url)("@resvg/resvg-js") as ResvgModule;
  // resvg reads url(#id), not the quoted form that the serialiser writes.
  const readable = svg.replace(/url\((?:&quot;|"|')(#[^)"'&]+)(?:&quot;|"|')\)/g, "url($1)");
  const resvg = new Resvg(readable, {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles: [...fonts.files], loadSystemFonts: fonts.system, defaultFontFamily: fonts.family },
  });
  return resvg.render().asPng();
}
