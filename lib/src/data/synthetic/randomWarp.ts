import type { Rng } from "../../random/index.js";
import type { Point } from "./digitStrokes.js";

const WAVES = 4;

/**
 * A smooth random change of the plane around the box of a digit: elastic deformation (a few slow sine waves), then a
 * random aspect ratio, slant and rotation. Points that coincide stay together.
 */
export function randomWarp(rng: Rng): (point: Point) => Point {
  const waves = Array.from({ length: WAVES }, () => ({
    kx: 4 * rng.normal(),
    ky: 4 * rng.normal(),
    phase: 2 * Math.PI * rng.uniform(),
    dx: 0.03 * rng.normal(),
    dy: 0.03 * rng.normal(),
  }));
  const aspect = Math.exp(0.12 + 0.16 * rng.normal());
  const slant = 0.12 + 0.2 * rng.normal();
  const angle = 0.08 * rng.normal();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([x0, y0]) => {
    let x = x0;
    let y = y0;
    for (const { kx, ky, phase, dx, dy } of waves) {
      const wave = Math.sin(kx * x0 + ky * y0 + phase);
      x += dx * wave;
      y += dy * wave;
    }
    x = aspect * x + slant * (0.5 - y);
    return [cos * x - sin * y, sin * x + cos * y];
  };
}
