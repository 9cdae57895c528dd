import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PCA, type PCAOptions } from "kl-to-vae/decomposition";
import { expectClose } from "./expectClose.js";
import { formulaData, type Formula } from "./formulaData.js";

interface Case {
  kind: string;
  data: Formula;
  options: PCAOptions;
  nComponents: number;
  mean: number[];
  components: number[][];
  explainedVariance: number[];
  explainedVarianceRatio: number[];
  singularValues: number[];
  noiseVariance: number;
  transformed: number[][];
  restored: number[][];
  scoreSamples: number[] | null;
}

const cases = (
  JSON.parse(readFileSync(new URL("../../oracles/decomposition-pca.json", import.meta.url), "utf8")) as Case[]
).map((one) => ({
  ...one,
  title: `${one.data.n} × ${one.data.d}, ${one.kind}, ${JSON.stringify(one.options)}`,
}));

/** Column a of rows. */
const column = (rows: number[][], a: number): number[] => rows.map((row) => row[a]!);

describe("PCA agrees with scikit-learn", () => {
  it.each(cases)("$title", ({ data, options, ...expected }) => {
    const X = formulaData(data);
    const pca = new PCA({ ...options, svdSolver: "full" }).fit(X);
    const q = expected.nComponents;
    const largest = expected.singularValues[0]!;
    const spread = largest / Math.sqrt(data.n - 1);
    // scikit-learn rounds the mean to a double, and subtracts that.
    const farness = 16 * Number.EPSILON * Math.abs(data.offset ?? 0);

    expect(pca.nComponents).toBe(q);
    expectClose(pca.mean, expected.mean, 1e-14 * spread + farness);
    expectClose(pca.singularValues, expected.singularValues, 1e-13 * largest);
    expectClose(pca.explainedVarianceRatio, expected.explainedVarianceRatio, 1e-13);
    expect(Math.abs(pca.noiseVariance - expected.noiseVariance)).toBeLessThanOrEqual(1e-13 * spread ** 2);
    const { data: scores } = pca.transform(X.slice(0, 3));
    for (let a = 0; a < q; a++) {
      const share = largest / expected.singularValues[a]!; // how much rounding is beside this component
      const variance = expected.explainedVariance[a]!;
      expect(Math.abs(pca.explainedVariance[a]! / variance - 1)).toBeLessThanOrEqual(1e-13 * share);
      const direction = pca.components.data.subarray(a * data.d, (a + 1) * data.d);
      expectClose(direction, expected.components[a]!, 1e-12 * share);
      const unit = options.whiten ? Math.sqrt(variance) : 1;
      const column_a = Array.from({ length: Math.min(3, data.n) }, (_, i) => scores[i * q + a]!);
      expectClose(column_a, column(expected.transformed, a), (1e-12 * share * spread + 2 * farness) / unit);
    }
    const restored = pca.inverseTransform(pca.transform(X.slice(0, 3)));
    const smallest = expected.singularValues[q - 1]!;
    expectClose(restored.data, expected.restored, 1e-12 * spread * (largest / smallest) + 4 * farness);
    if (expected.scoreSamples) {
      expectClose(
        pca.scoreSamples(X.slice(0, 3)),
        expected.scoreSamples,
        1e-10 + (10 * data.d * farness) / spread,
      );
    }
  });

  it("from the covariance, too, as far as that can see", () => {
    const plain = cases.filter(({ kind }) => kind === "plain");
    for (const { data, options, components, explainedVariance } of plain) {
      const pca = new PCA({ ...options, svdSolver: "covariance" }).fit(formulaData(data));
      expectClose(pca.components.data, components, 1e-10);
      expectClose(pca.explainedVariance, explainedVariance, 1e-14 * data.d);
    }
    expect(plain.length).toBeGreaterThan(10);
  });

  it("in 60 cases and more", () => {
    expect(cases.length).toBeGreaterThan(60);
  });
});
