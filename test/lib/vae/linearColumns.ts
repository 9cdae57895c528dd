import type { NdArray } from "kl-to-vae/array";
import type { VariationalAutoencoder } from "kl-to-vae/vae";
import { linearDecoder, squaredNorms } from "./linearDecoder.js";

/** A Gaussian posterior of one latent dimension. */
export interface Code {
  readonly mean: number;
  readonly logVariance: number;
}

/** One latent dimension of a linear VAE. */
export interface LinearColumn {
  /** Of the decoder's column. */
  readonly squaredNorm: number;
  /** One per row of the data. */
  readonly codes: readonly Code[];
}

/** The latent dimensions, the longest column of the decoder first: their order means nothing. */
export async function linearColumns(model: VariationalAutoencoder, X: NdArray): Promise<LinearColumn[]> {
  const { mean, logVariance } = await model.encode(X);
  const [n, q] = mean.shape as [number, number];
  const codesOf = (a: number): Code[] =>
    Array.from({ length: n }, (_, i) => ({
      mean: mean.data[i * q + a]!,
      logVariance: logVariance.data[i * q + a]!,
    }));
  return squaredNorms((await linearDecoder(model)).loadings)
    .map((squaredNorm, a) => ({ squaredNorm, codes: codesOf(a) }))
    .sort((a, b) => b.squaredNorm - a.squaredNorm);
}

/** KL(q(z | x) ‖ N(0, 1)). */
export function klFromPrior({ mean, logVariance }: Code): number {
  return (Math.exp(logVariance) + mean ** 2 - 1 - logVariance) / 2;
}
