import { Rng } from "kl-to-vae/random";

/** n points in d dimensions around K centres, `spread` standard deviations apart. */
export function blobs({ seed = 0, n = 120, d = 2, K = 3, spread = 6 } = {}): number[][] {
  const rng = new Rng(seed);
  const centers = Array.from({ length: K }, () => Array.from({ length: d }, () => spread * rng.normal()));
  return Array.from({ length: n }, (_, i) => centers[i % K]!.map((center) => center + rng.normal()));
}
