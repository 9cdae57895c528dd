import { describe, expect, it } from "vitest";
import { NotFittedError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";

const X = blobs({ spread: 1.5 });
const options = {
  nComponents: 3,
  tol: 0,
  maxIter: 12,
  nInit: 2,
  seed: 3,
  onWarning: () => undefined,
} as const;

describe("fitAsync", () => {
  it.each(covarianceTypes)(
    "%s: gives what fit gives, and tells of every iteration",
    async (covarianceType) => {
      const seen: number[] = [];
      const gm = new GaussianMixture({ ...options, covarianceType });
      const result = await gm.fitAsync(X, {
        onIteration: ({ start, iteration }) => seen.push(100 * start + iteration),
      });
      expect(result).toBe(gm);
      expect(seen).toEqual([0, 100].flatMap((start) => Array.from({ length: 12 }, (_, i) => start + i + 1)));
      const expected = new GaussianMixture({ ...options, covarianceType }).fit(X);
      expect(gm.parameters).toEqual(expected.parameters);
      expect([...gm.lowerBounds]).toEqual([...expected.lowerBounds]);
      expect([gm.nIter, gm.converged]).toEqual([expected.nIter, expected.converged]);
    },
  );

  it("lets the event loop turn between iterations", async () => {
    let turns = 0;
    const counter = setInterval(() => turns++, 0);
    await new GaussianMixture({ ...options, maxIter: 100 }).fitAsync(X);
    clearInterval(counter);
    expect(turns).toBeGreaterThan(0);
  });

  it("aborted rejects with the reason and keeps the best fit so far", async () => {
    const controller = new AbortController();
    const gm = new GaussianMixture(options);
    const reason = new Error("enough");
    const fit = gm.fitAsync(X, {
      signal: controller.signal,
      onIteration: ({ iteration }) => {
        if (iteration === 4) controller.abort(reason);
      },
    });
    await expect(fit).rejects.toBe(reason);
    expect(gm.nIter).toBe(4);
    expect(gm.parameters).toEqual(
      new GaussianMixture({ ...options, maxIter: 4, nInit: 1 }).fit(X).parameters,
    );
  });

  it("aborted in a later start keeps the better of the starts", async () => {
    const controller = new AbortController();
    const gm = new GaussianMixture(options);
    const fit = gm.fitAsync(X, {
      signal: controller.signal,
      onIteration: ({ start, iteration }) => {
        if (start === 1 && iteration === 1) controller.abort();
      },
    });
    await expect(fit).rejects.toMatchObject({ name: "AbortError" });
    expect(gm.nIter).toBe(12);
  });

  it("aborted before it begins computes nothing", async () => {
    const gm = new GaussianMixture();
    const seen: number[] = [];
    const aborted = { signal: AbortSignal.abort(new Error("never mind")) };
    const fit = gm.fitAsync(X, { ...aborted, onIteration: ({ iteration }) => seen.push(iteration) });
    await expect(fit).rejects.toThrow("never mind");
    expect(seen).toEqual([]);
    expect(() => gm.weights).toThrow(NotFittedError);
  });

  it("an error of onIteration ends the fit", async () => {
    const fit = new GaussianMixture(options).fitAsync(X, {
      onIteration: () => {
        throw new Error("of the caller");
      },
    });
    await expect(fit).rejects.toThrow("of the caller");
  });

  it("leaves no listener on the signal of a fit that has ended", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await new GaussianMixture(options).fitAsync(X, { signal });
    expect(listeners).toBe(0);
  });

  it("two at a time do not disturb one another", async () => {
    const [a, b] = [
      new GaussianMixture(options),
      new GaussianMixture({ ...options, covarianceType: "diag" }),
    ];
    await Promise.all([a.fitAsync(X), b.fitAsync(X)]);
    expect(a.parameters).toEqual(new GaussianMixture(options).fit(X).parameters);
    expect(b.parameters).toEqual(
      new GaussianMixture({ ...options, covarianceType: "diag" }).fit(X).parameters,
    );
  });
});
