import { describe, expect, it } from "vitest";
import { ndarray } from "kl-to-vae/array";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";

const options = { nComponents: 3, regCovar: 0, seed: 4, tol: 1e-6 };

describe.each(covarianceTypes)("%s covariances", (covarianceType) => {
  const X = blobs({ spread: 6, n: 90 });
  const fit = (rows: number[][]): GaussianMixture =>
    new GaussianMixture({ ...options, covarianceType }).fit(rows);
  const original = fit(X);

  // Powers of two near 1e-150 and 1e150, where every square is just within the range of a double.
  it.each([2 ** -498, 2 ** 494, 2 ** -200, 2 ** 200])("data times %d have the same mixture, scaled", (s) => {
    const scaled = X.map((row) => row.map((value) => s * value));
    const gm = fit(scaled);
    expect(gm.nIter).toBe(original.nIter);
    expectClose(gm.weights, original.weights, 1e-9);
    expectClose(
      gm.means.data.map((value) => value / s),
      original.means.data,
      1e-9,
    );
    expectClose(
      gm.covariances.data.map((value) => value / s / s),
      original.covariances.data,
      1e-9,
    );
    expectClose(
      gm.precisions.data.map((value) => value * s * s),
      original.precisions.data,
      1e-9,
    );
    expect(gm.score(scaled)).toBeCloseTo(original.score(X) - 2 * Math.log(s), 6);
    expect([...gm.predict(scaled)]).toEqual([...original.predict(X)]);
  });

  it("an offset of a million moves the means and nothing else", () => {
    const moved = fit(X.map((row) => row.map((value) => value + 1e6)));
    expectClose(moved.covariances.data, original.covariances.data, 1e-7);
    expectClose(
      moved.means.data.map((value) => value - 1e6),
      original.means.data,
      1e-7,
    );
    expectClose(moved.lowerBounds, original.lowerBounds, 1e-7);
  });
});

describe("numbers of other types", () => {
  const rows = blobs({ spread: 12, n: 90, seed: 2 }).map((row) =>
    row.map((value) => Math.round(100 + 2 * value)),
  );
  const bytes = rows.map((row) => row.map((value) => Math.min(255, Math.max(0, value))));
  const expected = new GaussianMixture(options).fit(bytes);

  it.each([Uint8Array, Float32Array, Float64Array])(
    "$name: fit and predict as the same numbers in rows",
    (Type) => {
      const X = ndarray(Type.from(bytes.flat()), [90, 2]);
      const copy = X.data.slice();
      const gm = new GaussianMixture(options).fit(X);
      expect(gm.parameters).toEqual(expected.parameters);
      expect(gm.predict(X)).toEqual(expected.predict(bytes));
      expect(gm.scoreSamples(X)).toEqual(expected.scoreSamples(bytes));
      expect(X.data).toEqual(copy);
    },
  );

  it("float32 data are not float64 data rounded twice", () => {
    const X = ndarray(Float32Array.from(blobs({ n: 30 }).flat()), [30, 2]);
    const wide = ndarray(Float64Array.from(X.data), [30, 2]);
    expect(new GaussianMixture().fit(X).parameters).toEqual(new GaussianMixture().fit(wide).parameters);
  });
});
