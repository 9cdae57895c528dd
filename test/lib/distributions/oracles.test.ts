import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { make, relativeError } from "./make.js";

type Table = [number, number][];

interface Case {
  family: string;
  parameters: number[];
  entropy: number | null;
  logProb: Table;
  cdf: Table;
  quantile?: Table;
  upperQuantile?: Table;
  moments?: (number | null)[];
}

const file = new URL("../../oracles/distributions.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];

function check(f: (x: number) => number, table: Table, tolerance: number, floor: number): void {
  for (const [x, value] of table) {
    const actual = f(x);
    expect(relativeError(actual, value, floor), `at ${x}: ${actual} for ${value}`).toBeLessThan(tolerance);
  }
}

const named = (oracle: Case): [string, Case] => [`${oracle.family}(${oracle.parameters.join(", ")})`, oracle];
const withMoments = cases.filter(({ moments }) => moments !== undefined);

describe("a distribution in one dimension", () => {
  it.each(cases.map(named))("%s has mpmath's log density, deep into the tails", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    check((x) => p.logProb(x), oracle.logProb, 1e-12, 1);
  });

  it.each(cases.map(named))("%s has mpmath's distribution function", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    check((x) => p.cdf(x), oracle.cdf, 1e-9, 1e-290);
  });

  it.each(cases.filter(({ entropy }) => entropy !== null).map(named))(
    "%s has mpmath's entropy",
    (_, oracle) => {
      const p = make(oracle.family, oracle.parameters);
      expect(relativeError(p.entropy(), oracle.entropy as number, 1)).toBeLessThan(1e-11);
    },
  );

  it.each(withMoments.map(named))("%s has SciPy's quantiles at both ends", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    check((x) => p.quantile(x), oracle.quantile as Table, 1e-9, 1e-9);
    check((x) => p.upperQuantile(x), oracle.upperQuantile as Table, 1e-9, 1e-9);
  });

  it.each(withMoments.map(named))("%s has SciPy's mean and variance", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    [p.mean, p.variance].forEach((value, i) => {
      const expected = oracle.moments?.[i];
      if (typeof expected === "number") expect(relativeError(value, expected, 1e-12)).toBeLessThan(1e-12);
      else expect(Number.isFinite(value)).toBe(false);
    });
  });
});
