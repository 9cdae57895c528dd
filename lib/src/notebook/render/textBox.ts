import { box, type Box } from "./Box.js";
import type { PlotlyWindow, SvgElement } from "./PlotlyWindow.js";

/** Measures one line of text in a CSS font; the canvas's part of {@link textBox}. */
export type LineWidth = (text: string, font: string) => number;

interface TextStyle {
  size: number;
  family: string;
  weight: string;
  slant: string;
}

/** Ascent and descent of a line as parts of the font size: those of DejaVu Sans, rounded. */
const ASCENT = 0.93;
const DESCENT = 0.24;
const LINE_HEIGHT = 1.3;

/**
 * What a browser's layout would answer for a `<text>` element, from its lines (`<tspan class="line">`), the nested
 * styles of its runs and its anchor. jsdom has no layout, and plotly places titles, legends and ticks by these boxes.
 */
export function textBox(element: SvgElement, window: PlotlyWindow, lineWidth: LineWidth): Box {
  const base = styleOf(element, { size: 12, family: "sans-serif", weight: "normal", slant: "normal" });
  const lines = [...element.querySelectorAll("tspan.line")];
  const width = Math.max(0, ...(lines.length > 0 ? lines : [element]).map((line) => runWidth(line, base)));
  const anchor =
    window.getComputedStyle(element).textAnchor || element.getAttribute("text-anchor") || "start";
  const offset = anchor === "middle" ? width / 2 : anchor === "end" ? width : 0;
  const x = Number.parseFloat(element.getAttribute("x") ?? "0") || 0;
  const y = Number.parseFloat(element.getAttribute("y") ?? "0") || 0;
  const height = ((Math.max(lines.length, 1) - 1) * LINE_HEIGHT + ASCENT + DESCENT) * base.size;
  return box(x - offset, y - ASCENT * base.size, width, height);

  function runWidth(node: SvgElement, inherited: TextStyle): number {
    let sum = 0;
    for (const child of node.childNodes) {
      if (child.nodeType === window.Node.TEXT_NODE) {
        const { slant, weight, size, family } = inherited;
        sum += lineWidth(child.textContent ?? "", `${slant} ${weight} ${size}px ${family}`);
      } else {
        sum += runWidth(child, styleOf(child, inherited));
      }
    }
    return sum;
  }
}

function styleOf(element: SvgElement, inherited: TextStyle): TextStyle {
  const { fontSize, fontFamily, fontWeight, fontStyle } = element.style;
  const size = Number.parseFloat(fontSize);
  return {
    size: !Number.isFinite(size)
      ? inherited.size
      : fontSize.endsWith("%")
        ? (inherited.size * size) / 100
        : size,
    family: fontFamily || inherited.family,
    weight: fontWeight || inherited.weight,
    slant: fontStyle || inherited.slant,
  };
}
