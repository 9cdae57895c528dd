import { rmSync, statSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { oldFaithful } from "kl-to-vae/data";
import { cholesky } from "kl-to-vae/linear-algebra";
import { GaussianMixture } from "kl-to-vae/mixture";
import type { MultivariateNormal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";
import { describeOverlap } from "../../../scripts/bench/contestants/describeOverlap.js";
import { readMixture, type MixtureData } from "../../../scripts/bench/contestants/readMixture.js";
import { drawnMixture, oldFaithfulMixture } from "../../../scripts/bench/inputs/mixtureInputs.js";
import { overlappingGaussians } from "../../../scripts/bench/inputs/overlappingGaussians.js";

const size = { n: 501, d: 3, K: 4 };
const made: string[] = [];
afterAll(() => made.forEach((file) => rmSync(file, { force: true })));

function fitFrom({ weights, means, precisions, rows }: MixtureData, nComponents: number): GaussianMixture {
  const start = { weightsInit: weights, meansInit: means, precisionsInit: precisions };
  return new GaussianMixture({ nComponents, ...start, maxIter: 5, onWarning: () => undefined }).fit(rows);
}

describe("the mixtures that EM is timed on", () => {
  it("are drawn and written once, with a start on them", async () => {
    const { files, description } = await drawnMixture(size);
    made.push(...files);
    expect(description).toBe("501 × 3 rows drawn from 4 overlapping Gaussians");
    const mixture = readMixture(3, 4, files);
    expect(mixture.rows.shape).toEqual([501, 3]);
    expect(mixture.weights).toEqual(new Float64Array(4).fill(1 / 4));
    expect(mixture.means.shape).toEqual([4, 3]);
    expect(mixture.precisions.data).toHaveLength(4 * 9);
    expect(
      cholesky({ data: mixture.precisions.data.slice(27), shape: [3, 3] }).data.every(Number.isFinite),
    ).toBe(true);
    const { mtimeMs } = statSync(files[0]!);
    expect((await drawnMixture(size)).files).toEqual(files);
    expect(statSync(files[0]!).mtimeMs).toBe(mtimeMs);
  });

  it("start at rows of theirs, from which EM gets on", async () => {
    const { files } = await drawnMixture(size);
    made.push(...files);
    const mixture = readMixture(3, 4, files);
    const rows = Array.from({ length: 501 }, (_, i) => mixture.rows.data.slice(3 * i, 3 * i + 3).join());
    const means = [0, 1, 2, 3].map((k) => mixture.means.data.slice(3 * k, 3 * k + 3).join());
    expect(new Set(means).size).toBe(4);
    expect(rows).toEqual(expect.arrayContaining(means));
    const { lowerBounds } = fitFrom(mixture, 4);
    expect(lowerBounds.at(-1)).toBeGreaterThan(lowerBounds[0]!);
  });

  it("are Old Faithful as it is", async () => {
    const { files } = await oldFaithfulMixture(2);
    const { rows } = readMixture(2, 2, files);
    expect(rows.shape).toEqual([272, 2]);
    expect([...rows.data]).toEqual([...oldFaithful().features.data]);
  });

  it.each([2, 16, 64])("overlap in %i dimensions, and none is a ball", (d) => {
    const mixture = overlappingGaussians(d, 8, new Rng(3));
    const rows = mixture.sampleMany(200, new Rng(4)).data;
    const shared = Array.from({ length: 200 }, (_, i) => {
      const row = [...rows.subarray(i * d, (i + 1) * d)];
      const densities = mixture.components.map((component) => component.logProb(row) - mixture.logProb(row));
      return Math.exp(Math.max(...densities)) / 8 < 0.99;
    });
    expect(shared.filter(Boolean).length).toBeGreaterThan(50);
    for (const component of mixture.components) {
      const { covariance } = component as MultivariateNormal;
      expect(Math.abs(covariance.data[1]!)).toBeGreaterThan(1e-6);
    }
  });
});

describe("what is said of the overlap", () => {
  it("counts the responsibilities that are 0 and those that are in between", () => {
    const X = [[0], [1], [1e3], [1e3 + 1]];
    const start = {
      weightsInit: [0.5, 0.5],
      meansInit: [[0.5], [1e3 + 0.5]],
      precisionsInit: [[[4]], [[4]]],
    };
    const apart = new GaussianMixture({ nComponents: 2, ...start }).fit(X);
    const rows = { data: Float64Array.from(X.flat()), shape: [4, 1] };
    expect(describeOverlap(apart, rows)).toBe(
      "50.0 % of the responsibilities are 0, 0.0 % between 0.01 and 0.99",
    );
    const same = { ...start, meansInit: [[500], [500]], precisionsInit: [[[1e-6]], [[1e-6]]] };
    const together = new GaussianMixture({
      nComponents: 2,
      ...same,
      maxIter: 1,
      onWarning: () => undefined,
    }).fit(X);
    expect(describeOverlap(together, rows)).toBe(
      "0.0 % of the responsibilities are 0, 100.0 % between 0.01 and 0.99",
    );
  });
});
