import { createRequire } from "node:module";

/** The font files pictures are drawn with, and the family name that plotly is told. */
export interface FigureFonts {
  readonly family: string;
  readonly files: readonly string[];
  /** Whether glyphs the files lack may come from the fonts of the machine. */
  readonly system: boolean;
}

const candidates = [
  {
    family: "DejaVu Sans",
    files: ["", "-Bold", "-Oblique", "-BoldOblique"].map(
      (style) => `dejavu-fonts-ttf/ttf/DejaVuSans${style}.ttf`,
    ),
    system: false,
  },
  {
    family: "KaTeX_SansSerif",
    files: ["SansSerif-Regular", "SansSerif-Bold", "SansSerif-Italic", "Main-Regular", "Math-Italic"].map(
      (name) => `katex/dist/fonts/KaTeX_${name}.ttf`,
    ),
    system: true,
  },
];

/**
 * Fonts from npm packages, so that a picture is the same on every machine and keeps its text where no font is installed.
 * DejaVu Sans has every sign the figures use; KaTeX's sans-serif is the second choice, with the machine's own fonts
 * for what it lacks (Greek, subscripts).
 */
export function figureFonts(): FigureFonts {
  const { resolve } = createRequire(import.meta.url);
  for (const candidate of candidates) {
    try {
      return { ...candidate, files: candidate.files.map((file) => resolve(file)) };
    } catch {
      continue;
    }
  }
  return { family: "sans-serif", files: [], system: true };
}
