import { describe, expect, it } from "vitest";
import { fromRows, type MatrixLike } from "kl-to-vae/array";
import {
  InvalidArgumentError,
  KlToVaeError,
  NonFiniteError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import { GaussianMixture, type FitAsyncOptions, type RowChunks } from "kl-to-vae/mixture";
import type { ErrorClass } from "./badMatrices.js";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { plainStart } from "./plainStart.js";

const X = blobs({ n: 1000, d: 2, K: 3, spread: 4, seed: 2 });
const quiet = { onWarning: () => undefined };
const iterations = { tol: 0, maxIter: 8, ...quiet };

function chunksOf(
  size: number,
  rows: readonly (readonly number[])[] = X,
): (readonly (readonly number[])[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

async function* later(chunks: readonly MatrixLike[]): AsyncGenerator<MatrixLike> {
  for (const chunk of chunks) {
    await new Promise((resolve) => setImmediate(resolve));
    yield chunk;
  }
}

describe("fitAsync from chunks", () => {
  const sources: Record<string, RowChunks> = {
    "an array of chunks": () => chunksOf(300),
    "a generator": function* () {
      yield* chunksOf(137);
    },
    "an async generator": () => later(chunksOf(64)),
    "NdArrays in an async generator": () => later(chunksOf(250).map((chunk) => fromRows(chunk))),
    "rows and arrays of unequal sizes": () => [X.slice(0, 1), fromRows(X.slice(1, 700)), X.slice(700)],
    "one chunk": () => [X],
    "one row at a time": () => chunksOf(1),
  };

  it.each(covarianceTypes.flatMap((type) => Object.keys(sources).map((name) => [type, name] as const)))(
    "%s: %s give what fit gives of all rows",
    async (covarianceType, name) => {
      const options = { ...plainStart(covarianceType, X.slice(0, 3)), ...iterations };
      const expected = new GaussianMixture(options).fit(X);
      const gm = await new GaussianMixture(options).fitAsync(sources[name]!);
      expectClose(gm.weights, expected.weights, 1e-9);
      expectClose(gm.means.data, expected.means.data, 1e-9);
      expectClose(gm.covariances.data, expected.covariances.data, 1e-9);
      expectClose(gm.lowerBounds, expected.lowerBounds, 1e-9);
      expect([gm.nIter, gm.converged]).toEqual([8, false]);
    },
  );

  it("stops where fit stops", async () => {
    const options = { ...plainStart("full", X.slice(0, 3)), tol: 1e-5, maxIter: 500 };
    const gm = await new GaussianMixture(options).fitAsync(() => chunksOf(100));
    expect(gm.converged).toBe(true);
    expect(gm.nIter).toBe(new GaussianMixture(options).fit(X).nIter);
  });

  it.each(covarianceTypes)("%s: data far from the origin keep their digits", async (covarianceType) => {
    const far = X.map((row) => row.map((value) => value + 1e6));
    const options = { ...plainStart(covarianceType, far.slice(0, 3)), ...iterations };
    const gm = await new GaussianMixture(options).fitAsync(() => chunksOf(300, far));
    expectClose(gm.covariances.data, new GaussianMixture(options).fit(far).covariances.data, 1e-7);
  });

  it("the function is called once for each pass over the data", async () => {
    const passes = async (maxIter: number): Promise<number> => {
      let calls = 0;
      const options = { ...plainStart("full", X.slice(0, 3)), ...iterations, maxIter };
      await new GaussianMixture(options).fitAsync(() => {
        calls++;
        return chunksOf(400);
      });
      return calls;
    };
    const [three, seven] = [await passes(3), await passes(7)];
    expect(seven - three).toBe(4);
    expect(three).toBeGreaterThanOrEqual(3);
    expect(three).toBeLessThanOrEqual(6);
  });

  it.each(covarianceTypes)(
    "%s: without a given start separated blobs are found from a sample",
    async (covarianceType) => {
      const far = blobs({ n: 3000, K: 3, spread: 30, seed: 3 });
      const gm = new GaussianMixture({ nComponents: 3, covarianceType, nInit: 5, seed: 1 });
      await gm.fitAsync(() => later(chunksOf(500, far)));
      const labels = gm.predict(far);
      far.forEach((_, i) => expect(labels[i]).toBe(labels[i % 3]));
      expect(new Set(labels).size).toBe(3);
    },
  );

  it("without a given start rows sorted by component are no trouble", async () => {
    const far = blobs({ n: 3000, K: 3, spread: 30, seed: 3 });
    const sorted = [0, 1, 2].flatMap((k) => far.filter((_, i) => i % 3 === k));
    const gm = new GaussianMixture({ nComponents: 3, nInit: 5, seed: 1 });
    await gm.fitAsync(() => chunksOf(100, sorted));
    gm.weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 6));
  });

  it("the same seed gives the same fit, however the rows are cut", async () => {
    const options = { nComponents: 3, seed: 4, ...iterations };
    const fit = (size: number): Promise<GaussianMixture> =>
      new GaussianMixture(options).fitAsync(() => chunksOf(size));
    const [a, b, c] = [await fit(250), await fit(250), await fit(73)];
    expect(b.parameters).toEqual(a.parameters);
    expectClose(c.means.data, a.means.data, 1e-9);
  });

  it("tells of every iteration", async () => {
    const seen: number[] = [];
    const options = { ...plainStart("diag", X.slice(0, 3)), ...iterations };
    const onIteration: NonNullable<FitAsyncOptions["onIteration"]> = ({ lowerBound }) =>
      seen.push(lowerBound);
    const gm = await new GaussianMixture(options).fitAsync(() => later(chunksOf(300)), { onIteration });
    expect(seen).toEqual([...gm.lowerBounds]);
  });

  it("can be stopped, closes what it reads from, and keeps the best fit so far", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let [open, closed, chunks] = [0, 0, 0];
    async function* source(): AsyncGenerator<MatrixLike> {
      open++;
      try {
        for await (const chunk of later(chunksOf(100))) {
          yield chunk;
          if (open > 3 && ++chunks === 5) controller.abort(reason);
        }
      } finally {
        closed++;
      }
    }
    const gm = new GaussianMixture({ ...plainStart("full", X.slice(0, 3)), ...iterations, maxIter: 1000 });
    await expect(gm.fitAsync(source, { signal: controller.signal })).rejects.toBe(reason);
    // What is being read may have to come before its reader can be closed.
    for (let turn = 0; turn < 20 && closed < open; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(open);
    expect(gm.nIter).toBeGreaterThan(0);
  });
});

describe("what chunks are read from", () => {
  const options = { ...plainStart("full", X.slice(0, 3)), ...iterations };

  it("is not closed when it has ended, nor when it has failed by itself", async () => {
    let closed = 0;
    const source = (fail: boolean): Iterable<MatrixLike> => {
      const chunks = chunksOf(300);
      return {
        [Symbol.iterator]: () => ({
          next: () => {
            if (fail) throw new Error("the disk is gone");
            const value = chunks.shift();
            return value ? { done: false, value } : { done: true, value: undefined };
          },
          return: () => {
            closed++;
            return { done: true, value: undefined };
          },
        }),
      };
    };
    await new GaussianMixture(options).fitAsync(() => source(false));
    await expect(new GaussianMixture(options).fitAsync(() => source(true))).rejects.toThrow("disk");
    expect(closed).toBe(0);
  });

  it("may fail when it is closed: the error before is told", async () => {
    const source = function* (): Generator<MatrixLike> {
      try {
        yield [[1, 2], [3]];
      } finally {
        // eslint-disable-next-line no-unsafe-finally -- this is what is tried
        throw new Error("close failed");
      }
    };
    await expect(new GaussianMixture(options).fitAsync(source)).rejects.toThrow(ShapeError);
  });

  it("may give empty chunks between others", async () => {
    const expected = await new GaussianMixture(options).fitAsync(() => chunksOf(300));
    const empty = { data: new Float64Array(), shape: [0, 2] };
    const gm = await new GaussianMixture(options).fitAsync(() => [[], ...chunksOf(300), empty]);
    expect(gm.parameters).toEqual(expected.parameters);
  });

  it("gives steps that can be copied and printed", async () => {
    const copies: object[] = [];
    await new GaussianMixture(options).fitAsync(() => chunksOf(300), {
      onIteration: (step) => copies.push({ ...step, text: JSON.stringify(step) }),
    });
    expect(copies).toHaveLength(8);
    expect(copies[0]).not.toHaveProperty("responsibilities");
  });
});

describe("chunks that change", () => {
  const options = { ...plainStart("full", X.slice(0, 3)), ...iterations };

  it.each([1, 3])("to %d columns in a later pass are refused", async (columns) => {
    let passes = 0;
    const other = X.map((row) => [...row, 1].slice(0, columns));
    const fit = new GaussianMixture(options).fitAsync(() => [passes++ < 2 ? X : other]);
    await expect(fit).rejects.toThrow(ShapeError);
  });

  it("into the rejection of an async function are told as what is wrong with the function", async () => {
    const source = (): unknown => Promise.reject(new Error("no file"));
    await expect(new GaussianMixture(options).fitAsync(source as RowChunks)).rejects.toThrow(/iterable/);
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

describe("chunks that are bad", () => {
  const given = { ...plainStart("full", X.slice(0, 3)), ...iterations };
  const fit = (source: unknown, options: object = given): Promise<GaussianMixture> =>
    new GaussianMixture(options).fitAsync(source as MatrixLike);
  const sources: [string, () => unknown, ErrorClass, RegExp][] = [
    ["with another number of columns", () => [X.slice(0, 5), [[1, 2, 3]]], ShapeError, /chunk 1\b.*3/i],
    ["that are ragged", () => [X.slice(0, 5), [[1, 2], [3]]], ShapeError, /chunk 1\b.*row 1\b/i],
    [
      "with NaN",
      () => [
        X.slice(0, 5),
        [
          [1, 2],
          [3, Number.NaN],
        ],
      ],
      NonFiniteError,
      /chunk 1\b.*row 1\b/i,
    ],
    ["with infinity", () => later([X.slice(0, 5), [[1, Infinity]]]), NonFiniteError, /chunk 1\b.*row 0\b/i],
    ["with strings", () => [[["1", "2"]]], KlToVaeError, /chunk 0\b/i],
    ["that are null", () => [X.slice(0, 5), null], KlToVaeError, /chunk 1\b/i],
    ["with numbers whose squares overflow", () => [[[1e200, 1]]], NonFiniteError, /overflow/],
    ["of which there are none", () => [], KlToVaeError, /no (rows|chunks|data)|empty/i],
    ["of which there are none, later", () => later([]), KlToVaeError, /no (rows|chunks|data)|empty/i],
    [
      "with fewer rows than components",
      () => [[[1, 2]], [[2, 3]]],
      InvalidArgumentError,
      /2 and nComponents is 3/,
    ],
    ["that are not iterable", () => 3, KlToVaeError, /iterable/],
  ];

  it.each(sources)("%s are refused", async (_, source, type, message) => {
    for (const options of [given, { nComponents: 3, ...iterations }]) {
      await expect(fit(source, options)).rejects.toThrow(type);
      await expect(fit(source, options)).rejects.toThrow(message);
    }
  });

  it("with other columns than the given means are refused", async () => {
    await expect(
      fit(() => [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 10],
        ],
      ]),
    ).rejects.toThrow(ShapeError);
  });

  it("from a generator object, which can be read only once, are refused with what to do", async () => {
    const generator = (function* () {
      yield* chunksOf(100);
    })();
    await expect(fit(generator)).rejects.toThrow(KlToVaeError);
    await expect(fit(later(chunksOf(100)))).rejects.toThrow(/function/);
  });

  it("from a function that gives the same generator again are refused, since the second pass is empty", async () => {
    const generator = later(chunksOf(100));
    await expect(fit(() => generator)).rejects.toThrow(KlToVaeError);
    const again = later(chunksOf(100));
    await expect(fit(() => again, { nComponents: 3 })).rejects.toThrow(/new|again|each|every/);
  });

  it("leave the mixture unfitted", async () => {
    const gm = new GaussianMixture(given);
    await expect(gm.fitAsync(() => [])).rejects.toThrow();
    expect(() => gm.weights).toThrow(NotFittedError);
  });

  it("an error of the source is passed on", async () => {
    const fails = function* (): Generator<MatrixLike> {
      yield X.slice(0, 10);
      throw new Error("the disk is gone");
    };
    await expect(fit(fails)).rejects.toThrow("the disk is gone");
  });

  it("whose rows are all equal are singular without regCovar, and fine with it", async () => {
    const copies = chunksOf(
      30,
      Array.from({ length: 100 }, () => [0.1, 0.3]),
    );
    await expect(fit(() => copies, { regCovar: 0 })).rejects.toThrow(SingularCovarianceError);
    const gm = await fit(() => copies, {});
    expectClose(gm.means.data, [0.1, 0.3], 1e-12);
  });
});
