import { boxAround, cornersOf, emptyBox, type Box } from "./Box.js";
import type { SvgElement } from "./PlotlyWindow.js";

/**
 * The box of an element as plotly asks for it when it places axis titles: that of the texts in it, under their
 * transforms. Lines and other shapes count for nothing, as in plotly they never stick out.
 */
export function boundingBox(element: SvgElement, textBox: (text: SvgElement) => Box): Box {
  const own =
    element.tagName === "text"
      ? textBox(element)
      : element.tagName === "g"
        ? boxAround(
            [...element.childNodes]
              .map((child) => boundingBox(child, textBox))
              .filter(({ width }) => width > 0)
              .flatMap(cornersOf),
          )
        : emptyBox;
  const transform = own.width > 0 ? element.getAttribute("transform") : null;
  return transform === null ? own : boxAround(cornersOf(own).map((corner) => transformed(corner, transform)));
}

/** A point under an SVG transform made of translations and rotations; the rightmost acts first. */
function transformed(point: [number, number], transform: string): [number, number] {
  return [...transform.matchAll(/(translate|rotate)\(([^)]*)\)/g)].reduceRight<[number, number]>(
    ([x, y], [, kind, list = ""]) => {
      const [a = 0, b = 0, c = 0] = list.split(/[ ,]+/).map(Number);
      if (kind === "translate") return [x + a, y + b];
      const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
      return [b + cos * (x - b) - sin * (y - c), c + sin * (x - b) + cos * (y - c)];
    },
    point,
  );
}
