import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { NdArray } from "kl-to-vae/array";
import { oldFaithful } from "kl-to-vae/data";
import { Rng } from "kl-to-vae/random";
import { benchDirectory } from "../benchDirectory.js";
import type { Inputs } from "../Trial.js";
import { mixtureStart } from "./mixtureStart.js";
import { overlappingGaussians } from "./overlappingGaussians.js";
import { writeNumbers } from "./writeNumbers.js";

/** How large a mixture and its data are. */
export interface MixtureSize {
  readonly n: number;
  readonly d: number;
  readonly K: number;
}

/** Files with n × d numbers drawn from K overlapping Gaussians, and with a start of EM on them. They are written once. */
export async function drawnMixture(size: MixtureSize): Promise<Inputs> {
  const { n, d, K } = size;
  const draw = (rng: Rng): NdArray<Float64Array> => overlappingGaussians(d, K, rng).sampleMany(n, rng);
  const description = `${n} × ${d} rows drawn from ${K} overlapping Gaussians`;
  return { files: await mixtureFiles(`gaussians-${n}-${d}-${K}`, size, draw), description };
}

/** Files with the eruptions of Old Faithful, and with a start of EM on them. */
export async function oldFaithfulMixture(K: number): Promise<Inputs> {
  const { features } = oldFaithful();
  const rows = { ...features, data: Float64Array.from(features.data) };
  const [n, d] = features.shape as [number, number];
  return {
    files: await mixtureFiles(`old-faithful-${K}`, { n, d, K }, () => rows),
    description: "Old Faithful",
  };
}

/** Float64 in the machine's byte order: the rows, and what `mixtureStart` gives. */
async function mixtureFiles(
  name: string,
  { n, d, K }: MixtureSize,
  draw: (rng: Rng) => NdArray<Float64Array>,
): Promise<string[]> {
  const files = ["rows", "start"].map((what) => join(benchDirectory, `${name}-${what}.f64`));
  const sizes = [8 * n * d, 8 * K * (1 + d + d * d)];
  if (files.some((file, i) => !existsSync(file) || statSync(file).size !== sizes[i])) {
    const rng = new Rng(1);
    const rows = draw(rng);
    const contents = [rows.data, mixtureStart(rows, K, rng)];
    await Promise.all(contents.map((data, i) => writeNumbers(files[i]!, data)));
  }
  return files;
}
