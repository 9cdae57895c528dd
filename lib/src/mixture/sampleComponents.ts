import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import type { GaussianComponent } from "./GaussianComponent.js";

/** Draws from a mixture: the points, `[n, d]`, and the component of each. */
export interface MixtureSample {
  readonly samples: NdArray<Float64Array>;
  readonly labels: Int32Array;
}

/** Ancestral sampling: z from the weights, then x = mean + L ε. */
export function sampleComponents(
  n: number,
  weights: Float64Array,
  components: readonly GaussianComponent[],
  rng: Rng,
): MixtureSample {
  const d = components[0]!.mean.length;
  const data = new Float64Array(n * d);
  const labels = new Int32Array(n);
  const noise = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    const k = drawComponent(weights, rng);
    const { mean, scale, diagonal } = components[k]!;
    labels[i] = k;
    for (let j = 0; j < d; j++) {
      noise[j] = rng.normal();
      let offset = 0;
      if (diagonal) offset = scale[j]! * noise[j]!;
      else for (let l = 0; l <= j; l++) offset += scale[j * d + l]! * noise[l]!;
      data[i * d + j] = mean[j]! + offset;
    }
  }
  return { samples: { data, shape: [n, d] }, labels };
}

function drawComponent(weights: Float64Array, rng: Rng): number {
  let left = rng.uniform();
  let last = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    last = k;
    left -= weights[k]!;
    if (left < 0) break;
  }
  return last;
}
