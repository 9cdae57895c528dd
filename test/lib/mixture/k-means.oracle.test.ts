import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KMeans, type KMeansOptions } from "kl-to-vae/mixture";
import { expectClose } from "./expectClose.js";
import { checksum, loadRecipe, type Recipe } from "./formulaData.js";
import { standardDeviations } from "./standardDeviations.js";

interface Case {
  data: string;
  options: KMeansOptions;
  centersInit: number[][];
  centers: number[][];
  inertia: number;
  nIter: number;
  /** One digit for each row of the data. */
  labels: string;
}

const oracle = JSON.parse(readFileSync(new URL("../../oracles/k-means.json", import.meta.url), "utf8")) as {
  datasets: Record<string, { recipe: Recipe; checksum: number }>;
  cases: Case[];
};

describe("KMeans against scikit-learn, from the same centres", () => {
  it.each(oracle.cases)("$data: centres, labels, inertia and iterations agree", (expected) => {
    const { recipe, checksum: sum } = oracle.datasets[expected.data]!;
    const X = loadRecipe(recipe);
    expect(checksum(X)).toBe(sum);
    const km = new KMeans({ ...expected.options, centersInit: expected.centersInit }).fit(X);
    const deviations = standardDeviations(X);
    expectClose(km.centers.data, expected.centers, 1e-8, (i) => deviations[i % deviations.length]!);
    expect(km.labels.join("")).toBe(expected.labels);
    expect(km.nIter).toBe(expected.nIter);
    expect(km.predict(X)).toEqual(km.labels);
    // The rounding of centres counts where the inertia is (nearly) 0.
    const total = X.length * deviations.reduce((all, deviation) => all + deviation ** 2, 0);
    expectClose([km.inertia], [expected.inertia], 1e-8, (_, inertia) => Math.max(inertia, 1e-8 * total));
  });
});
