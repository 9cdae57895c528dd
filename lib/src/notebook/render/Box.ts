/** A rectangle as `getBBox` and `getBoundingClientRect` give it, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** The box with its upper left corner at (x, y). */
export function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, left: x, top: y, right: x + width, bottom: y + height, width, height };
}

/** The box of nothing. */
export const emptyBox: Box = box(0, 0, 0, 0);

/** The least box that holds points. */
export function boxAround(points: readonly (readonly [number, number])[]): Box {
  if (points.length === 0) return emptyBox;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return box(left, top, Math.max(...xs) - left, Math.max(...ys) - top);
}

/** The corners of a box. */
export function cornersOf({ left, top, right, bottom }: Box): [number, number][] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
