import { afterEach, describe, expect, it, vi } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { GaussianMixture, type GaussianMixtureOptions } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";

const X = blobs({ spread: 1 });

function warningsOf(options: GaussianMixtureOptions): { messages: string[]; gm: GaussianMixture } {
  const messages: string[] = [];
  return {
    messages,
    gm: new GaussianMixture({ ...options, onWarning: (message) => messages.push(message) }),
  };
}

describe("a fit that does not converge within maxIter", () => {
  it.each(covarianceTypes)(
    "%s: warns once, with the number of iterations and what to raise",
    (covarianceType) => {
      const { messages, gm } = warningsOf({ nComponents: 3, covarianceType, maxIter: 7, tol: 0 });
      gm.fit(X);
      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatch(/converge/);
      expect(messages[0]).toMatch(/\b7\b/);
      expect(messages[0]).toMatch(/maxIter/);
      expect(messages[0]).toMatch(/\btol\b/);
    },
  );

  it("warns once for all its starts, and again in the next fit", () => {
    const { messages, gm } = warningsOf({ nComponents: 3, nInit: 4, maxIter: 2, tol: 0 });
    gm.fit(X);
    expect(messages).toHaveLength(1);
    gm.fit(X);
    expect(messages).toHaveLength(2);
  });

  it("warns in fitAsync too", async () => {
    const { messages, gm } = warningsOf({ nComponents: 3, nInit: 2, maxIter: 2, tol: 0 });
    await gm.fitAsync(X);
    expect(messages).toHaveLength(1);
  });

  it("has its parameters when it warns", () => {
    let seen: number | undefined;
    const gm: GaussianMixture = new GaussianMixture({
      nComponents: 2,
      maxIter: 3,
      tol: 0,
      onWarning: () => (seen = gm.nIter),
    });
    gm.fit(X);
    expect(seen).toBe(3);
  });
});

describe("no warning is given", () => {
  it("by a fit that converged", () => {
    const { messages, gm } = warningsOf({ nComponents: 1 });
    gm.fit(X);
    expect(gm.converged).toBe(true);
    expect(messages).toEqual([]);
  });

  it("with maxIter 0, which asks for the start", () => {
    const { messages, gm } = warningsOf({ nComponents: 3, maxIter: 0 });
    gm.fit(X);
    expect(messages).toEqual([]);
  });

  it("by iterate, whose caller decides how far it goes", () => {
    const { messages, gm } = warningsOf({ nComponents: 3, maxIter: 2, tol: 0 });
    expect([...gm.iterate(X)]).toHaveLength(2);
    expect(messages).toEqual([]);
  });

  it("by a fit that was aborted", async () => {
    const { messages, gm } = warningsOf({ nComponents: 3, maxIter: 20, tol: 0 });
    const controller = new AbortController();
    const fit = gm.fitAsync(X, { signal: controller.signal, onIteration: () => controller.abort() });
    await expect(fit).rejects.toThrow();
    expect(messages).toEqual([]);
  });

  it("when the start that is kept has converged, whatever the others did", async () => {
    let [told, differed] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { messages, gm } = warningsOf({
        nComponents: 3,
        initParams: "random",
        nInit: 3,
        maxIter: 25,
        seed,
      });
      const ends = new Map<number, boolean>();
      await gm.fitAsync(X, { onIteration: ({ start, converged }) => ends.set(start, converged) });
      expect(messages).toHaveLength(gm.converged ? 0 : 1);
      told += messages.length;
      differed += new Set(ends.values()).size - 1;
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(40);
    expect(differed).toBeGreaterThan(0);
  });
});

describe("onWarning", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is console.warn by default", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    new GaussianMixture({ nComponents: 3, maxIter: 1 }).fit(X);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0]![0])).toMatch(/maxIter/);
  });

  it.each([null, "warn", 1])("%j is refused", (onWarning) => {
    const construct = (): unknown => new GaussianMixture({ onWarning } as unknown as GaussianMixtureOptions);
    expect(construct).toThrow(InvalidArgumentError);
    expect(construct).toThrow(/onWarning/);
  });
});
