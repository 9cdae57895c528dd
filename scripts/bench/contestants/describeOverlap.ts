import type { NdArray } from "kl-to-vae/array";
import type { GaussianMixture } from "kl-to-vae/mixture";

/** How much work there is to skip: points that do not belong to a component at all need none in the M step. */
export function describeOverlap(model: GaussianMixture, rows: NdArray<Float64Array>): string {
  const responsibilities = model.predictProba(rows).data;
  const share = (holds: (r: number) => boolean): string =>
    `${((100 * responsibilities.filter(holds).length) / responsibilities.length).toFixed(1)} %`;
  return `${share((r) => r === 0)} of the responsibilities are 0, ${share((r) => r > 0.01 && r < 0.99)} between 0.01 and 0.99`;
}
