import { afterEach, describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import {
  InvalidArgumentError,
  NonFiniteError,
  NotFittedError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import { GaussianMixture, type EmStep } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { liveWorkers } from "./liveWorkers.js";
import { manyRows } from "./manyRows.js";

const n = 30_001;
const X = manyRows(n, 3, 4);
const options = {
  nComponents: 4,
  tol: 0,
  maxIter: 4,
  initParams: "random",
  seed: 3,
  onWarning: () => undefined,
} as const;

/** A worker that has been told to end may take a few turns of the event loop. */
async function workersAreGone(): Promise<boolean> {
  for (let turn = 0; turn < 200 && liveWorkers() > 0; turn++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return liveWorkers() === 0;
}

/** The matchers of vitest take seconds for so many numbers. */
function sameBits(a: Float64Array, b: Float64Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  );
}

describe("fitAsync with workers", () => {
  afterEach(async () => expect(await workersAreGone()).toBe(true));

  it.each(covarianceTypes)(
    "%s: any number of them gives the parameters of fit, to the last bit",
    async (covarianceType) => {
      const expected = new GaussianMixture({ ...options, covarianceType }).fit(X);
      for (const workers of [0, 1, 2, 3]) {
        const gm = await new GaussianMixture({ ...options, covarianceType }).fitAsync(X, { workers });
        expect([...gm.weights]).toEqual([...expected.weights]);
        expect([...gm.means.data]).toEqual([...expected.means.data]);
        expect([...gm.covariances.data]).toEqual([...expected.covariances.data]);
        expect([...gm.lowerBounds]).toEqual([...expected.lowerBounds]);
        expect([gm.nIter, gm.converged]).toEqual([expected.nIter, expected.converged]);
        expect([...gm.predictProba(X).data.slice(-8)]).toEqual([...expected.predictProba(X).data.slice(-8)]);
      }
    },
  );

  it("several starts and k-means give the same as fit, too", async () => {
    const restarts = { ...options, initParams: "kmeans", nInit: 2, maxIter: 2 } as const;
    const gm = await new GaussianMixture(restarts).fitAsync(X, { workers: 2 });
    expect(gm.parameters).toEqual(new GaussianMixture(restarts).fit(X).parameters);
  });

  it("they are there during the fit, and gone afterwards", async () => {
    const seen: number[] = [];
    const onIteration = (): number => seen.push(liveWorkers());
    await new GaussianMixture(options).fitAsync(X, { workers: 2, onIteration });
    expect(seen).toEqual([2, 2, 2, 2]);
    expect(await workersAreGone()).toBe(true);
    seen.length = 0;
    await new GaussianMixture(options).fitAsync(X, { workers: 0, onIteration });
    expect(seen).toEqual([0, 0, 0, 0]);
  });

  it("steps have their responsibilities, as iterate's have", async () => {
    const steps: EmStep[] = [];
    await new GaussianMixture(options).fitAsync(X, { workers: 2, onIteration: (step) => steps.push(step) });
    const expected = [...new GaussianMixture(options).iterate(X)];
    for (const i of [0, 3]) {
      expect(steps[i]!.responsibilities.shape).toEqual([n, 4]);
      expect(sameBits(steps[i]!.responsibilities.data, expected[i]!.responsibilities.data)).toBe(true);
      expect(steps[i]!.logLikelihood).toBe(expected[i]!.logLikelihood);
    }
  });

  it("two fits at a time do not disturb one another", async () => {
    const [a, b] = [
      new GaussianMixture(options),
      new GaussianMixture({ ...options, covarianceType: "diag" }),
    ];
    await Promise.all([a.fitAsync(X, { workers: 2 }), b.fitAsync(X, { workers: 1 })]);
    expect(a.parameters).toEqual(new GaussianMixture(options).fit(X).parameters);
    expect(b.parameters).toEqual(
      new GaussianMixture({ ...options, covarianceType: "diag" }).fit(X).parameters,
    );
  });

  it("leave the data as they were", async () => {
    const copy = X.data.slice();
    await new GaussianMixture(options).fitAsync(X, { workers: 2 });
    expect(sameBits(X.data, copy)).toBe(true);
  });

  it.each([2, 10, 50])("more workers than %i rows need are no trouble", async (rows) => {
    const few = blobs({ n: rows, K: 2 });
    const small = { ...options, nComponents: 2 };
    const gm = await new GaussianMixture(small).fitAsync(few, { workers: 3 });
    expect(gm.parameters).toEqual(new GaussianMixture(small).fit(few).parameters);
  });

  it("are gone after a component has collapsed, and the error is that of fit", async () => {
    const copies = toRows(X).map(() => [0.1, 0.3]);
    const fit = new GaussianMixture({ regCovar: 0 }).fitAsync(copies, { workers: 2 });
    await expect(fit).rejects.toThrow(SingularCovarianceError);
    await expect(fit).rejects.toThrow(/regCovar/);
  });

  it("are gone after a row was too far from every component, and the row is named", async () => {
    const far = { ...X, data: X.data.slice() };
    far.data[3 * 20_000] = 1e149;
    const start = {
      nComponents: 1,
      covarianceType: "spherical",
      weightsInit: [1],
      meansInit: [[0, 0, 0]],
      precisionsInit: [1e12],
    } as const;
    const fit = new GaussianMixture(start).fitAsync(far, { workers: 2 });
    await expect(fit).rejects.toThrow(NonFiniteError);
    await expect(fit).rejects.toThrow(/Row 20000 /);
  });

  it("are gone after onIteration has thrown", async () => {
    const fit = new GaussianMixture(options).fitAsync(X, {
      workers: 2,
      onIteration: () => {
        throw new Error("of the caller");
      },
    });
    await expect(fit).rejects.toThrow("of the caller");
  });

  it("are gone after an abort, and the best fit so far is kept", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const gm = new GaussianMixture({ ...options, maxIter: 1000 });
    const fit = gm.fitAsync(X, {
      workers: 2,
      signal: controller.signal,
      onIteration: ({ iteration }) => {
        if (iteration === 3) controller.abort(reason);
      },
    });
    await expect(fit).rejects.toBe(reason);
    expect(gm.nIter).toBe(3);
    expect(gm.means).toEqual(new GaussianMixture({ ...options, maxIter: 3 }).fit(X).means);
  });

  it("are not started for a fit that was aborted before it began", async () => {
    const gm = new GaussianMixture(options);
    await expect(gm.fitAsync(X, { workers: 2, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(liveWorkers()).toBe(0);
    expect(() => gm.weights).toThrow(NotFittedError);
  });

  it.each([-1, 1.5, Number.NaN, "2", null])("%j of them are refused", async (workers) => {
    const fit = new GaussianMixture(options).fitAsync(X, { workers: workers as number });
    await expect(fit).rejects.toThrow(InvalidArgumentError);
    await expect(fit).rejects.toThrow(/workers/);
  });
});
