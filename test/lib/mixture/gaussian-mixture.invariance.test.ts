import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GaussianMixture, type CovarianceType } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { plainStart } from "./plainStart.js";

/*
 * Ten iterations from a given start on separated blobs. Each iteration rounds sums of n = 90 terms, a relative error of about
 * n × 1e-16, which EM does not enlarge there: 1e-9 leaves a factor of a thousand. A shift by up to 1e3 loses three digits more of
 * the data themselves, so that what is compared with 1e-9 is measured in units of the unshifted data.
 */
const iterations = { tol: 0, maxIter: 10, onWarning: () => undefined };
const tolerance = 1e-9;

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  d: fc.integer({ min: 2, max: 4 }),
  K: fc.integer({ min: 1, max: 3 }),
  regCovar: fc.constantFrom(0, 1e-6, 0.1),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

const runs = { seed: 5, numRuns: 60 };

interface Problem {
  readonly X: number[][];
  readonly means: number[][];
  readonly variances: number[];
  readonly regCovar: number;
}

function problem({ seed, d, K, regCovar }: Settings): Problem {
  const X = blobs({ seed, n: 90, d, K, spread: 5 });
  return { X, means: X.slice(0, K), variances: X[0]!.map((_, j) => 1 + j), regCovar };
}

function fit(type: CovarianceType, { X, means, variances, regCovar }: Problem): GaussianMixture {
  return new GaussianMixture({ ...plainStart(type, means, variances), regCovar, ...iterations }).fit(X);
}

function matrices(type: CovarianceType, gm: GaussianMixture): number[][][] {
  return covarianceMatrices(type, gm.covariances, ...(gm.means.shape as [number, number]));
}

function mapRows(
  rows: readonly (readonly number[])[],
  change: (row: readonly number[]) => number[],
): number[][] {
  return rows.map((row) => change(row));
}

/** Every property for the given types. */
function check(
  types: readonly CovarianceType[],
  property: (type: CovarianceType, given: Settings) => void,
): void {
  fc.assert(
    fc.property(fc.constantFrom(...types), settings, (type, given) => property(type, given)),
    runs,
  );
}

describe("a fit from a given start", () => {
  it("does not depend on the order of the rows", () => {
    check(covarianceTypes, (type, given) => {
      const original = problem(given);
      const order = new Rng(given.seed).permutation(original.X.length);
      const [a, b] = [original, { ...original, X: order.map((row) => original.X[row]!) }].map((p) =>
        fit(type, p),
      );
      expectClose(b!.weights, a!.weights, tolerance);
      expectClose(b!.means.data, a!.means.data, tolerance);
      expectClose(b!.covariances.data, a!.covariances.data, tolerance);
      expectClose(b!.lowerBounds, a!.lowerBounds, tolerance);
      const labels = a!.predict(original.X);
      expect([...b!.predict(original.X)]).toEqual([...labels]);
    });
  });

  it("moves with the data and keeps its covariances", () => {
    check(covarianceTypes, (type, given) => {
      const original = problem(given);
      const rng = new Rng(given.seed);
      const shift = original.X[0]!.map(() => 1000 * (rng.uniform() - 0.5));
      const move = (row: readonly number[]): number[] => row.map((value, j) => value + shift[j]!);
      const a = fit(type, original);
      const moved = { ...original, X: mapRows(original.X, move), means: mapRows(original.means, move) };
      const b = fit(type, moved);
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value, i) => value - shift[i % shift.length]!),
        a.means.data,
        tolerance,
      );
      expectClose(b.covariances.data, a.covariances.data, tolerance);
      expectClose(b.lowerBounds, a.lowerBounds, tolerance);
    });
  });

  it("scales with the data, and the bound falls by d ln s", () => {
    check(covarianceTypes, (type, given) => {
      const original = problem(given);
      const s = 10 ** (12 * new Rng(given.seed).uniform() - 6);
      const scaled = scale(original, () => s, original.regCovar * s * s);
      const [a, b] = [fit(type, original), fit(type, scaled)];
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value) => value / s),
        a.means.data,
        tolerance,
      );
      expectClose(
        b.covariances.data.map((value) => value / s / s),
        a.covariances.data,
        tolerance,
      );
      expectClose(
        b.lowerBounds.map((bound) => bound + given.d * Math.log(s)),
        a.lowerBounds,
        tolerance,
      );
    });
  });

  it("full, tied and diag: scales with each column on its own", () => {
    check(["full", "tied", "diag"], (type, given) => {
      const original = problem({ ...given, regCovar: 0 });
      const rng = new Rng(given.seed);
      const scales = original.variances.map(() => 10 ** (8 * rng.uniform() - 4));
      const scaled = scale(original, (j) => scales[j]!, 0);
      const [a, b] = [fit(type, original), fit(type, scaled)];
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value, i) => value / scales[i % given.d]!),
        a.means.data,
        tolerance,
      );
      expectClose(
        matrices(type, b)
          .map((matrix) => matrix.map((row, i) => row.map((value, j) => value / scales[i]! / scales[j]!)))
          .flat(2),
        matrices(type, a),
        tolerance,
      );
      const logScales = scales.reduce((sum, s) => sum + Math.log(s), 0);
      expectClose(
        b.lowerBounds.map((bound) => bound + logScales),
        a.lowerBounds,
        tolerance,
      );
    });
  });

  it("full, tied and spherical: turns with the data", () => {
    check(["full", "tied", "spherical"], (type, given) => {
      const original = { ...problem(given), variances: Array.from({ length: given.d }, () => 2) };
      const Q = rotation(given.d, new Rng(given.seed));
      const turn = (row: readonly number[]): number[] => Q.map((q) => dot(q, row));
      const turned = { ...original, X: mapRows(original.X, turn), means: mapRows(original.means, turn) };
      const [a, b] = [fit(type, original), fit(type, turned)];
      expectClose(b.weights, a.weights, tolerance);
      expectClose(b.lowerBounds, a.lowerBounds, tolerance);
      const means = Array.from({ length: given.K }, (_, k) =>
        turn([...a.means.data.slice(k * given.d, (k + 1) * given.d)]),
      );
      expectClose(b.means.data, means, tolerance);
      const expected = matrices(type, a).map((S) =>
        Q.map((p) =>
          Q.map((q) =>
            dot(
              p,
              S.map((row) => dot(row, q)),
            ),
          ),
        ),
      );
      expectClose(matrices(type, b).flat(2), expected, tolerance);
    });
  });

  it("permutes with the components of its start", () => {
    check(covarianceTypes, (type, given) => {
      const original = problem({ ...given, K: 3 });
      const order = new Rng(given.seed).permutation(3);
      const a = fit(type, original);
      const b = fit(type, { ...original, means: order.map((k) => original.means[k]!) });
      const pick = <T>(values: readonly T[]): T[] => order.map((k) => values[k]!);
      const means = Array.from({ length: 3 }, (_, k) => [
        ...a.means.data.slice(k * given.d, (k + 1) * given.d),
      ]);
      expectClose(b.weights, pick([...a.weights]), tolerance);
      expectClose(b.means.data, pick(means), tolerance);
      expectClose(matrices(type, b).flat(2), pick(matrices(type, a)), tolerance);
      expectClose(b.lowerBounds, a.lowerBounds, tolerance);
    });
  });
});

describe("a fit from its own start", () => {
  // Powers of two scale all sums without rounding, so that the same points are drawn and the same clusters found.
  it.each([
    ["kmeans", 2 ** 30],
    ["k-means++", 2 ** -30],
    ["random", 2 ** 10],
    ["random_from_data", 2 ** -10],
  ] as const)("by %s finds the same mixture in data times %d", (initParams, s) => {
    const X = blobs({ seed: 8, spread: 4 });
    for (const covarianceType of covarianceTypes) {
      const options = { nComponents: 3, covarianceType, initParams, regCovar: 0, seed: 3, ...iterations };
      const a = new GaussianMixture(options).fit(X);
      const b = new GaussianMixture(options).fit(X.map((row) => row.map((value) => s * value)));
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value) => value / s),
        a.means.data,
        tolerance,
      );
    }
  });
});

function scale({ X, means, variances }: Problem, by: (column: number) => number, regCovar: number): Problem {
  const multiply = (row: readonly number[]): number[] => row.map((value, j) => value * by(j));
  return {
    X: mapRows(X, multiply),
    means: mapRows(means, multiply),
    variances: variances.map((variance, j) => variance * by(j) ** 2),
    regCovar,
  };
}

/** An orthogonal matrix: Gram–Schmidt, twice, on normal draws. */
function rotation(d: number, rng: Rng): number[][] {
  const rows: number[][] = [];
  while (rows.length < d) {
    let row = Array.from({ length: d }, () => rng.normal());
    for (const other of [...rows, ...rows]) {
      const along = dot(row, other);
      row = row.map((value, j) => value - along * other[j]!);
    }
    const length = Math.sqrt(dot(row, row));
    rows.push(row.map((value) => value / length));
  }
  return rows;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
