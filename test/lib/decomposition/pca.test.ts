import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ndarray, toRows, type MatrixLike } from "kl-to-vae/array";
import { PCA, type SvdSolver } from "kl-to-vae/decomposition";
import { MultivariateNormal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";
import { expectClose } from "./expectClose.js";
import { formulaData } from "./formulaData.js";
import { orthogonal, sample, turned } from "./generators.js";

const X = formulaData({ n: 30, d: 5, seed: 1, decay: 0.6 });
const identity = (q: number): number[][] =>
  Array.from({ length: q }, (_, a) => Array.from({ length: q }, (_, b) => Number(a === b)));

/** A Aᵀ. */
function gram(A: number[][]): number[][] {
  return A.map((a) => A.map((b) => a.reduce((sum, value, j) => sum + value * b[j]!, 0)));
}

describe("PCA", () => {
  it("has orthonormal components, and with all of them restores the data", () => {
    fc.assert(
      fc.property(sample, fc.constantFrom("full" as const, "covariance" as const), (data, svdSolver) => {
        const pca = new PCA({ svdSolver }).fit(data.X);
        expectClose(gram(toRows(pca.components)).flat(), identity(pca.nComponents), 1e-13);
        const size = Math.max(...data.X.flat().map(Math.abs));
        expectClose(pca.inverseTransform(pca.transform(data.X)).data, data.X, 1e-13 * size);
      }),
      { numRuns: 200 },
    );
  });

  it("does not change with the order of the rows, nor but for the mean with a shift", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: -100, max: 100, noNaN: true }), (data, shift) => {
        const pca = new PCA({ nComponents: data.q }).fit(data.X);
        const spread = pca.singularValues[0]!;
        const reordered = new PCA({ nComponents: data.q }).fit([...data.X].reverse());
        expectClose(reordered.singularValues, [...pca.singularValues], 1e-13 * spread);
        const shifted = new PCA({ nComponents: data.q }).fit(data.X.map((x) => x.map((v) => v + shift)));
        expectClose(shifted.singularValues, [...pca.singularValues], 1e-12 * (spread + Math.abs(shift)));
        expectClose(
          shifted.mean,
          [...pca.mean].map((v) => v + shift),
          1e-12 * (1 + Math.abs(shift)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("turns with the data", () => {
    fc.assert(
      fc.property(sample, (data) => {
        const rotation = orthogonal(data.d, data.seed);
        const pca = new PCA({ nComponents: data.q }).fit(data.X);
        const other = new PCA({ nComponents: data.q }).fit(turned(data.X, rotation));
        expectClose(other.singularValues, [...pca.singularValues], 1e-12 * pca.singularValues[0]!);
        const restored = turned(toRows(pca.inverseTransform(pca.transform(data.X))), rotation);
        const error = Math.sqrt(pca.noiseVariance) / pca.singularValues[data.q - 1]!;
        fc.pre(error < 0.1); // else the space of the first q is hardly determined
        expectClose(other.inverseTransform(other.transform(turned(data.X, rotation))).data, restored, 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it("scales with the data, over 300 orders of magnitude", () => {
    const pca = new PCA().fit(X);
    for (const exponent of [-150, -20, 20, 150]) {
      const scale = 10 ** exponent;
      const other = new PCA().fit(X.map((x) => x.map((value) => scale * value)));
      expectClose(other.components.data, toRows(pca.components), 1e-12);
      expectClose(other.explainedVarianceRatio, [...pca.explainedVarianceRatio], 1e-14);
      const variances = pca.explainedVariance.map((value) => value * scale * scale);
      expectClose(other.explainedVariance, [...variances], 1e-13 * variances[0]!);
    }
  });

  it("keeps the digits of variances 1e-24 of the largest, which the covariance has lost", () => {
    const steep = formulaData({ n: 50, d: 3, seed: 2, decay: 1e-6 });
    const full = new PCA().fit(steep);
    const scaled = new PCA().fit(steep.map(([a, b, c]) => [0, 0, c! - 0 * (a! + b!)]));
    expect(full.explainedVariance[2]! / full.explainedVariance[0]!).toBeLessThan(1e-23);
    // The third column is 5/6 its own and 1/6 the second's, which the first two components take away.
    expect(full.explainedVariance[2]! / scaled.explainedVariance[0]!).toBeGreaterThan(0.7);
    expect(full.explainedVariance[2]! / scaled.explainedVariance[0]!).toBeLessThan(0.9);
  });

  it("stays orthonormal where columns are as nothing beside others, down to numbers whose squares are 0", () => {
    const fading = formulaData({ n: 15, d: 18, seed: 3, decay: 1e-20 });
    for (const svdSolver of ["full", "covariance"] as const) {
      const pca = new PCA({ svdSolver }).fit(fading);
      expectClose(gram(toRows(pca.components)).flat(), identity(15), 1e-13);
      expectClose(pca.inverseTransform(pca.transform(fading)).data, fading, 1e-14);
    }
  });

  it("centres data far from 0 exactly", () => {
    const integers = X.map((x) => x.map((value) => Math.round(1000 * value)));
    const pca = new PCA().fit(integers);
    const far = new PCA().fit(integers.map((x) => x.map((value) => value + 2 ** 52)));
    expectClose(far.singularValues, [...pca.singularValues], 1e-13 * pca.singularValues[0]!);
    expectClose(far.components.data, toRows(pca.components), 1e-12);
    const moved = far.transform(integers.map((x) => x.map((value) => value + 2 ** 52)));
    expectClose(moved.data, toRows(pca.transform(integers)), 1e-11 * pca.singularValues[0]!);
  });

  it("keeps the fewest components that explain more than a share of the variance", () => {
    const ratios = new PCA().fit(X).explainedVarianceRatio;
    for (let q = 1; q <= 5; q++) {
      const sum = ratios.slice(0, q).reduce((total, value) => total + value, 0);
      expect(new PCA({ nComponents: Math.min(sum - 1e-9, 1 - 1e-12) }).fit(X).nComponents).toBe(q);
      if (q < 5) expect(new PCA({ nComponents: sum + 1e-9 }).fit(X).nComponents).toBe(q + 1);
    }
    expect(new PCA({ nComponents: 1 - 2 ** -53 }).fit(X).nComponents).toBeLessThanOrEqual(5);
  });

  it("whitened, gives uncorrelated coordinates of variance 1, and takes them back", () => {
    const pca = new PCA({ whiten: true });
    const Z = toRows(pca.fitTransform(X));
    const columns = Z[0]!.map((_, a) => Z.map((z) => z[a]! / Math.sqrt(X.length - 1)));
    expectClose(gram(columns).flat(), identity(5), 1e-12);
    expectClose(pca.inverseTransform(Z).data, X, 1e-14);
  });

  it("whitened, gives 0 along a direction in which nothing varies, not rounding blown up", () => {
    const few = new PCA({ whiten: true }).fitTransform(X.slice(0, 4));
    expect(toRows(few).every((z) => z[3] === 0)).toBe(true);
    expect(Math.abs(few.data[2]!)).toBeGreaterThan(0.01);
  });

  it("turns the sign by the entry of largest size, of equal ones the first, whatever the rounding", () => {
    for (const epsilon of [0, 1e-12, -1e-12]) {
      const falling = [-2, -1, 0, 1, 2].map((t) => [t, -t * (1 + epsilon)]);
      const [first] = toRows(new PCA({ nComponents: 1 }).fit(falling).components);
      expectClose(first!, [Math.SQRT1_2, -Math.SQRT1_2], 1e-11);
    }
  });

  it("scores with the density of its covariance, whether whitened or not, and with all components", () => {
    for (const nComponents of [1, 3, 5]) {
      const pca = new PCA({ nComponents, whiten: nComponents === 3 }).fit(X);
      const normal = new MultivariateNormal([...pca.mean], toRows(pca.covariance));
      const densities = X.map((x) => normal.logProb(x));
      expectClose(pca.scoreSamples(X), densities, 1e-9);
      expect(pca.score(X)).toBeCloseTo(
        densities.reduce((sum, value) => sum + value / X.length, 0),
        9,
      );
    }
    const far = new PCA({ nComponents: 1 }).fit(X).scoreSamples([[1e300, 0, 0, 0, -1e300]]);
    expect([...far]).toEqual([-Infinity]);
  });

  it("reads arrays of other numbers, and leaves them alone", () => {
    const bytes = ndarray(Uint8Array.of(0, 10, 255, 3, 7, 90, 14, 5), [4, 2]);
    const floats = ndarray(Float32Array.from(bytes.data), [4, 2]);
    const rows = toRows(bytes);
    const doubles = ndarray(Float64Array.from(bytes.data), [4, 2]);
    const expected = toRows(new PCA().fitTransform(rows));
    for (const array of [bytes, floats, doubles]) {
      const pca = new PCA().fit(array);
      expectClose(pca.transform(array).data, expected, 1e-13);
      expect(toRows(array)).toEqual(rows);
    }
  });

  it("agrees with itself by either way, for fewer rows than columns and for more", () => {
    const wide = formulaData({ n: 60, d: 200, seed: 3, decay: 0.99 });
    const tall = formulaData({ n: 500, d: 60, seed: 4, decay: 0.99 });
    for (const data of [wide, tall]) {
      const full = new PCA({ nComponents: 5, svdSolver: "full" }).fit(data);
      const covariance = new PCA({ nComponents: 5, svdSolver: "covariance" }).fit(data);
      expectClose(covariance.components.data, toRows(full.components), 1e-11);
      expectClose(covariance.singularValues, [...full.singularValues], 1e-12 * full.singularValues[0]!);
      expect(covariance.noiseVariance).toBeCloseTo(full.noiseVariance, 12);
    }
  });

  it("takes the exact way by itself, and the covariance where that would take long", () => {
    const singularValues = (data: MatrixLike, svdSolver: SvdSolver): Float64Array =>
      new PCA({ nComponents: 5, svdSolver }).fit(data).singularValues;
    const small = formulaData({ n: 100, d: 40, seed: 5 });
    expect(singularValues(small, "auto")).toEqual(singularValues(small, "full"));
    expect(singularValues(small, "auto")).not.toEqual(singularValues(small, "covariance"));
    const large = ndarray(new Rng(6).normals(520 * 460), [520, 460]);
    expect(singularValues(large, "auto")).toEqual(singularValues(large, "covariance"));
  });

  it("of equal variances takes some directions of their space, orthonormal and restoring", () => {
    const cross = [
      [2, 0, 0],
      [-2, 0, 0],
      [0, 2, 0],
      [0, -2, 0],
      [0, 0, 1],
      [0, 0, -1],
    ];
    const pca = new PCA({ nComponents: 2 }).fit(cross);
    expectClose(pca.explainedVariance, [1.6, 1.6], 1e-15);
    expectClose(
      pca.inverseTransform(pca.transform(cross)).data,
      cross.map(([a, b]) => [a!, b!, 0]),
      1e-14,
    );
  });
});
