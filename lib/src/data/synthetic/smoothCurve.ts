import type { Point, Stroke } from "./digitStrokes.js";

/**
 * A fine polyline along the Catmull–Rom spline through the points of a stroke, of which it passes every one.
 *
 * @param pieces straight pieces between two neighbouring points
 */
export function smoothCurve(stroke: Stroke, pieces: number): Point[] {
  if (stroke.length <= 2) return [...stroke];
  const last = stroke.length - 1;
  const closed = samePoint(stroke[0] as Point, stroke[last] as Point);
  const at = (i: number): Point => {
    if (i < 0) return stroke[closed ? last + i : 0] as Point;
    if (i > last) return stroke[closed ? i - last : last] as Point;
    return stroke[i] as Point;
  };
  const curve: Point[] = [at(0)];
  for (let i = 0; i < last; i++) {
    const knots = [at(i - 1), at(i), at(i + 1), at(i + 2)] as const;
    for (let piece = 1; piece <= pieces; piece++) curve.push(catmullRom(knots, piece / pieces));
  }
  return curve;
}

function catmullRom([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const along = (axis: 0 | 1): number =>
    b[axis] +
    0.5 *
      t *
      (c[axis] -
        a[axis] +
        t *
          (2 * a[axis] -
            5 * b[axis] +
            4 * c[axis] -
            d[axis] +
            t * (3 * (b[axis] - c[axis]) + d[axis] - a[axis])));
  return [along(0), along(1)];
}

function samePoint(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
