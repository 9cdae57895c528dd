import type { Point } from "./digitStrokes.js";

/**
 * Moves and scales curves as MNIST's pictures were made: the longer side of the ink fills `extent` pixels, and the
 * ink's centre of mass lies at `centre`.
 *
 * @param margin half the width of the pen, which the ink extends beyond the curves
 */
export function fitToImage(
  curves: readonly (readonly Point[])[],
  options: { readonly extent: number; readonly margin: number; readonly centre: Point },
): Point[][] {
  const points = curves.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const longest = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const scale = (options.extent - 2 * options.margin) / longest;
  const [massX, massY] = centreOfMass(curves);
  const [centreX, centreY] = options.centre;
  return curves.map((curve) =>
    curve.map(([x, y]): Point => [centreX + scale * (x - massX), centreY + scale * (y - massY)]),
  );
}

function centreOfMass(curves: readonly (readonly Point[])[]): Point {
  let [length, x, y] = [0, 0, 0];
  for (const curve of curves) {
    for (let i = 1; i < curve.length; i++) {
      const [ax, ay] = curve[i - 1] as Point;
      const [bx, by] = curve[i] as Point;
      const piece = Math.hypot(bx - ax, by - ay);
      length += piece;
      x += (piece * (ax + bx)) / 2;
      y += (piece * (ay + by)) / 2;
    }
  }
  return [x / length, y / length];
}
