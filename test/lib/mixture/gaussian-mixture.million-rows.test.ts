import { describe, expect, it } from "vitest";
import { NotFittedError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { expectClose } from "./expectClose.js";
import { liveWorkers } from "./liveWorkers.js";
import { manyRows } from "./manyRows.js";
import { plainStart } from "./plainStart.js";

const X = manyRows(1_000_000, 2, 8);
const centers = Array.from({ length: 8 }, (_, k) => [10 * k, 10 * k]);
const start = plainStart(
  "full",
  centers.map((row) => row.map((value) => value + 1)),
  [9, 9],
);

/** Counts the event loop's turns, and how often a timer of a millisecond has fired. */
function watchEventLoop(onTick?: (ticks: number) => void): {
  turns: () => number;
  ticks: () => number;
  stop: () => void;
} {
  let [turns, ticks, watching] = [0, 0, true];
  const turn = (): void => {
    turns++;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  const timer = setInterval(() => {
    ticks++;
    onTick?.(ticks);
  }, 1);
  const stop = (): void => {
    watching = false;
    clearInterval(timer);
  };
  return { turns: () => turns, ticks: () => ticks, stop };
}

describe("a million rows", () => {
  it.each([0, 2])(
    "with %i workers: are fitted, and timers fire several times in each iteration",
    async (workers) => {
      const loop = watchEventLoop();
      const ticks: number[] = [];
      const gm = new GaussianMixture({ ...start, tol: 0, maxIter: 2, onWarning: () => undefined });
      await gm.fitAsync(X, { workers, onIteration: () => ticks.push(loop.ticks()) });
      loop.stop();
      expect(ticks).toHaveLength(2);
      expect(ticks[1]! - ticks[0]!).toBeGreaterThan(2);
      expectClose(gm.means.data, centers, 0.05, () => 1);
      gm.weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 8, 3));
    },
  );

  it.each([0, 2])(
    "with %i workers: an abort in the middle of an iteration ends the fit soon",
    async (workers) => {
      const controller = new AbortController();
      const loop = watchEventLoop();
      const reason = new Error("enough");
      let [aborted, seen] = [-1, 0];
      const gm = new GaussianMixture({ ...start, tol: 0, maxIter: 1000 });
      const fit = gm.fitAsync(X, {
        workers,
        signal: controller.signal,
        onIteration: ({ iteration }) => {
          seen = iteration;
          if (iteration === 2) {
            setTimeout(() => {
              aborted = loop.turns();
              controller.abort(reason);
            }, 2);
          }
        },
      });
      await expect(fit).rejects.toBe(reason);
      const turns = loop.turns() - aborted;
      loop.stop();
      expect(aborted).toBeGreaterThan(0);
      expect(turns).toBeLessThan(10);
      expect(gm.nIter).toBe(seen);
      expect(gm.lowerBounds).toHaveLength(seen);
    },
  );

  it.each(["k-means++", "random"] as const)(
    "the event loop turns while a %s start is sought",
    async (initParams) => {
      const controller = new AbortController();
      const loop = watchEventLoop();
      let turns = 0;
      const gm = new GaussianMixture({ nComponents: 8, initParams, tol: 0, maxIter: 1000 });
      const onIteration = (): void => {
        turns ||= loop.turns();
        controller.abort(new Error("enough"));
      };
      await expect(gm.fitAsync(X, { signal: controller.signal, onIteration })).rejects.toThrow("enough");
      loop.stop();
      expect(turns).toBeGreaterThan(2);
    },
  );

  it("can be stopped while a k-means start is sought", async () => {
    const controller = new AbortController();
    const loop = watchEventLoop(() => controller.abort(new Error("enough")));
    const gm = new GaussianMixture({ nComponents: 8, tol: 0, maxIter: 1000 });
    await expect(gm.fitAsync(X, { signal: controller.signal })).rejects.toThrow("enough");
    loop.stop();
    expect(() => gm.weights).toThrow(NotFittedError);
    expect(liveWorkers()).toBe(0);
  });
});
