import * as array from "kl-to-vae/array";
import * as decomposition from "kl-to-vae/decomposition";
import * as distributions from "kl-to-vae/distributions";
import * as divergences from "kl-to-vae/divergences";
import * as errors from "kl-to-vae/errors";
import * as figures from "kl-to-vae/figures";
import * as inference from "kl-to-vae/inference";
import * as linearAlgebra from "kl-to-vae/linear-algebra";
import * as mixture from "kl-to-vae/mixture";
import * as network from "kl-to-vae/network";
import * as random from "kl-to-vae/random";
import cases from "../../oracles/kl.json" with { type: "json" };

const { Mixture, Normal, Gamma, StudentT, Binomial } = distributions;
const { Rng } = random;

type Family = new (...parameters: unknown[]) => distributions.Univariate;
function build([family, ...parameters]: readonly unknown[]): distributions.Univariate {
  return new ((distributions as Record<string, unknown>)[family as string] as Family)(...parameters);
}

/** The cases of the oracle in which klDivergence is off by more than 1e-10. */
function wrongCases(): unknown[] {
  return (cases as [unknown[], unknown[], number | string][]).filter(([p, q, value]) => {
    const kl = divergences.klDivergence(build(p), build(q));
    const expected = Number(value);
    const close = Number.isFinite(kl) && Math.abs(kl - expected) <= 1e-10 * expected;
    return !(kl === expected || close);
  });
}

/** Integers and multiples of powers of two, and what is made of them with arithmetic alone: the same on every engine. */
export function draws(): Record<string, unknown> {
  const rng = new Rng(7);
  const child = rng.split().split();
  return {
    uniforms: Array.from({ length: 500 }, () => rng.uniform()),
    normals: Array.from({ length: 500 }, () => child.normal()),
    integers: Array.from({ length: 100 }, () => child.integer(1e9 + 7)),
    permutation: rng.permutation(50),
    float32: [...rng.uniforms(99), ...rng.normals(99)],
    state: rng.state,
  };
}

/** A safetensors file as its bytes, and what is read from it. */
function file(): Record<string, unknown> {
  const { encodeSafetensors, decodeSafetensors } = network;
  const tensor = { data: Float32Array.of(0.5, -1, 2 ** -140), shape: [3, 1] };
  const bytes = encodeSafetensors({ é: tensor }, { format: "pt" });
  const { tensors, metadata } = decodeSafetensors(bytes);
  return { bytes: [...bytes], metadata, data: [...(tensors["é"]?.data ?? [])] };
}

export interface Computed {
  /** How many names each topic exports. */
  readonly exports: readonly number[];
  readonly cases: number;
  readonly wrong: readonly unknown[];
  readonly numbers: Record<string, unknown>;
  readonly draws: Record<string, unknown>;
  readonly file: Record<string, unknown>;
}

/** A part of every topic for browsers, as plain numbers. */
export function compute(): Computed {
  const rng = new Rng(1);
  const p = new Normal(0, 1);
  const q = new Normal(1, 2);
  const both = new Mixture([0.5, 0.5], [p, q]);
  const X = Array.from({ length: 200 }, (_, i) => [rng.normal() + (i % 2 ? 4 : -4), rng.normal()]);
  const fitted = new mixture.GaussianMixture({ nComponents: 2, seed: 0 }).fit(X);
  const xs = [...p.sampleMany(400, rng).data];
  const ys = [...q.sampleMany(400, rng).data];
  const topics = {
    array,
    decomposition,
    distributions,
    divergences,
    errors,
    figures,
    inference,
    linearAlgebra,
    mixture,
    network,
    random,
  };
  return {
    exports: Object.values(topics).map((topic) => Object.keys(topic).length),
    cases: cases.length,
    wrong: wrongCases(),
    numbers: {
      kl: divergences.klDivergence(p, q),
      quadrature: divergences.klQuadrature(p, both),
      approximation: divergences.klApproximation(p, both),
      nearestNeighbour: divergences.klNearestNeighbour(xs, ys, { k: 3 }),
      donskerVaradhan: divergences.donskerVaradhan(xs, ys, (x: number) => p.logProb(x) - q.logProb(x)),
      monteCarlo: divergences.klMonteCarlo(p, q, { samples: 20_000, rng }),
      jensenShannon: divergences.jensenShannonDivergence(p, q),
      totalVariation: divergences.totalVariationDistance(p, q),
      wasserstein: divergences.wassersteinDistance(new Gamma(2, 3), q),
      quantiles: [both, new Gamma(0.3, 2), new StudentT(2.5, 0, 1), new Binomial(40, 0.3)].map((d) =>
        d.quantile(0.7),
      ),
      means: [...fitted.means.data].sort((a, b) => a - b),
    },
    draws: draws(),
    file: file(),
  };
}

/** The means of a fit to enough rows for threads to share them. */
export async function fitInThreads(workers: number): Promise<number[]> {
  const rng = new Rng(3);
  const X = Array.from({ length: 20_000 }, (_, i) => [rng.normal() + (i % 2 ? 3 : -3), rng.normal()]);
  const fitted = new mixture.GaussianMixture({ nComponents: 2, seed: 0 });
  await fitted.fitAsync(X, { workers });
  return [...fitted.means.data];
}
