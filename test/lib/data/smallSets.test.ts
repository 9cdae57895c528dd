import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { dataFile, iris, oldFaithful } from "kl-to-vae/data";
import { describe, expect, it } from "vitest";

describe("oldFaithful", () => {
  it("has the published means, standard deviations and covariance", () => {
    const { features, columns } = oldFaithful();
    expect(columns).toEqual(["eruptions", "waiting"]);
    expect(features.shape).toEqual([272, 2]);
    const n = 272;
    const column = (j: number): number[] =>
      Array.from({ length: n }, (_, i) => features.data[2 * i + j] as number);
    const mean = (x: number[]): number => x.reduce((a, b) => a + b, 0) / n;
    const covariance = (x: number[], y: number[]): number =>
      x.reduce((sum, value, i) => sum + (value - mean(x)) * ((y[i] as number) - mean(y)), 0) / (n - 1);
    const [eruptions, waiting] = [column(0), column(1)];
    expect(mean(eruptions)).toBeCloseTo(3.487783, 6);
    expect(mean(waiting)).toBeCloseTo(70.897059, 6);
    expect(Math.sqrt(covariance(eruptions, eruptions))).toBeCloseTo(1.141371, 6);
    expect(Math.sqrt(covariance(waiting, waiting))).toBeCloseTo(13.594974, 6);
    expect(covariance(eruptions, waiting)).toBeCloseTo(13.977808, 6);
  });
});

describe("iris", () => {
  it("has fifty flowers of each species, and Fisher's own rows 35 and 38", () => {
    const { features, labels, names, columns } = iris();
    expect(features.shape).toEqual([150, 4]);
    expect(columns).toEqual(["sepal_length", "sepal_width", "petal_length", "petal_width"]);
    expect(names).toEqual(["setosa", "versicolor", "virginica"]);
    expect([...labels.data]).toEqual(Array.from({ length: 150 }, (_, i) => Math.floor(i / 50)));
    expect([...features.data.slice(34 * 4, 35 * 4)]).toEqual([4.9, 3.1, 1.5, 0.2]);
    expect([...features.data.slice(37 * 4, 38 * 4)]).toEqual([4.9, 3.6, 1.4, 0.1]);
  });
});

describe("dataFile", () => {
  it("finds the files whose checksums the README of data/ states", () => {
    const readme = readFileSync(dataFile("README.md"), "utf8");
    for (const name of ["old-faithful.csv", "iris.csv"]) {
      expect(readme).toContain(
        createHash("sha256")
          .update(readFileSync(dataFile(name)))
          .digest("hex"),
      );
    }
  });

  it("names a file that is not there", () => {
    expect(() => dataFile("penguins.csv")).toThrow(InvalidArgumentError);
    expect(() => dataFile("penguins.csv")).toThrow(/no data file penguins.csv/);
  });
});
