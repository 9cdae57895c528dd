import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { klDivergence } from "kl-to-vae/divergences";
import * as distributions from "kl-to-vae/distributions";
import { relativeError } from "../distributions/make.js";

type Named = [family: string, ...parameters: unknown[]];
/** JSON has no infinity and no NaN: they are strings. PyTorch's value is null where PyTorch has none. */
type Case = [p: Named, q: Named, value: number | string, torch: number | string | null];

const file = new URL("../../oracles/kl.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];

type Family = new (...parameters: unknown[]) => distributions.Univariate;
function build([family, ...parameters]: Named): distributions.Univariate {
  const Family = (distributions as Record<string, unknown>)[family] as Family;
  return new Family(...parameters);
}

const ours = ([p, q]: Case): number => klDivergence(build(p), build(q));
const named = ([p, q]: Case): string => `KL(${JSON.stringify(p)} ‖ ${JSON.stringify(q)})`;
const pairs = new Map<string, Case[]>();
for (const entry of cases) {
  const pair = `${entry[0][0]} ‖ ${entry[1][0]}`;
  pairs.set(pair, [...(pairs.get(pair) ?? []), entry]);
}

describe("klDivergence between distributions", () => {
  it("is compared with mpmath in more than 1,800 cases and over 90 pairs of families", () => {
    expect(cases.length).toBeGreaterThan(1800);
    expect(pairs.size).toBeGreaterThan(90);
  });

  it.each([...pairs].map(([pair, of]) => ({ pair, of, count: of.length })))(
    "has mpmath's value to ten digits in each of the $count cases of $pair",
    ({ of }) => {
      for (const entry of of) {
        const value = ours(entry);
        expect(relativeError(value, Number(entry[2])), `${named(entry)}: ${value}`).toBeLessThan(1e-10);
      }
    },
  );

  it("agrees with PyTorch wherever PyTorch's own value is right, in more than 700 cases", () => {
    const right = cases.filter(
      ([, , value, torch]) => torch !== null && relativeError(Number(torch), Number(value)) < 1e-10,
    );
    expect(right.length).toBeGreaterThan(700);
    for (const entry of right) {
      expect(relativeError(ours(entry), Number(entry[3])), named(entry)).toBeLessThan(2e-10);
    }
  });

  it("is right where PyTorch's formula loses its digits, turns negative or gives NaN", () => {
    const wrong = cases.filter(([, , value, torch]) => {
      if (torch === null) return false;
      return !(relativeError(Number(torch), Number(value)) < 1e-3) || Number(torch) < 0;
    });
    expect(wrong.length).toBeGreaterThan(100);
    for (const entry of wrong) {
      expect(relativeError(ours(entry), Number(entry[2])), named(entry)).toBeLessThan(1e-10);
    }
  });

  it("is exactly zero for equal parameters, in every family", () => {
    const equal = cases.filter(([p, q]) => JSON.stringify(p) === JSON.stringify(q));
    expect(new Set(equal.map(([[family]]) => family)).size).toBeGreaterThan(15);
    for (const entry of equal) expect(ours(entry), named(entry)).toBe(0);
  });
});
