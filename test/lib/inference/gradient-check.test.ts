import { describe, expect, it } from "vitest";
import { variationalInference, type VariationalResult } from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { oracle, targetOf, type Target } from "./targets.js";

const mismatch =
  /^gradient does not look like the gradient of the log density: .* rise by .* at \d of \d draws/;
const families = ["mean-field", "full-rank"] as const;

function fit(
  { logDensity, gradient }: Target,
  family: (typeof families)[number],
  options: { readonly dimension?: number; readonly start?: { mean?: number[]; sd?: number[] } } = {},
): VariationalResult {
  return variationalInference<"mean-field" | "full-rank">(logDensity, {
    dimension: 2,
    gradient,
    family,
    steps: 400,
    rng: new Rng(3),
    ...options,
  });
}

const bowl = (z: readonly number[]): number => -0.5 * z.reduce((sum, v) => sum + v * v, 0);
const wrongs: [string, Target][] = (
  [
    ["0", () => 0],
    ["1", () => 1],
    ["-2z", (v) => -2 * v],
    ["-z/2", (v) => -0.5 * v],
    ["-0.99z", (v) => -0.99 * v],
  ] as [string, (v: number) => number][]
).map(([name, slope]) => [`${name} for -z`, { logDensity: bowl, gradient: (z) => z.map(slope) }]);
for (const oracleTarget of oracle.targets) {
  const { logDensity, gradient } = targetOf(oracleTarget);
  const halved = (z: readonly number[]): number[] => gradient(z).map((slope) => 0.5 * slope);
  wrongs.push([`${oracleTarget.name}'s, halved`, { logDensity, gradient: halved }]);
}
const logistic = targetOf(oracle.targets[0]!);
wrongs.push([
  "one that forgets a prior",
  { logDensity: (z) => logistic.logDensity(z) + 0.5 * bowl(z), gradient: logistic.gradient },
]);
wrongs.push(["one element of many", { logDensity: bowl, gradient: ([a, b]) => [-a!, -1.1 * b!] }]);

/** Laplace's density, with a kink in each coordinate. */
const laplace: Target = {
  logDensity: (z) => -z.reduce((sum, v) => sum + Math.abs(v), 0),
  gradient: (z) => z.map((v) => -Math.sign(v)),
};
const narrow: Target = {
  logDensity: (z) => Math.cos(1e5 * z[0]!) + bowl(z),
  gradient: ([a, b]) => [-1e5 * Math.sin(1e5 * a!) - a!, -b!],
};
const single: Target = {
  logDensity: (z) => Math.fround(logistic.logDensity(z)),
  gradient: (z) => logistic.gradient(z).map(Math.fround),
};

describe("variationalInference and a gradient that is not the log density's", () => {
  it.each(wrongs)("warns of %s", (_, target) => {
    for (const family of families)
      expect(fit(target, family).warnings.join("\n")).toMatch(new RegExp(mismatch, "m"));
  });

  it("tells the numbers", () => {
    const [warning] = fit({ logDensity: ([z]) => 3 * z! - z! ** 2 / 2, gradient: () => [0] }, "mean-field", {
      dimension: 1,
    }).warnings.filter((text) => mismatch.test(text));
    expect(warning).toMatch(
      /at z = \[-?[\d.]+\].*rise by -?[\d.]+, by the gradient it should be -?0\.000,.* 8 of 8 draws/,
    );
  });

  it("does not call it converged where the ELBO has plunged", () => {
    for (const gradient of [(z: readonly number[]) => z.map(() => 0), (z: readonly number[]) => [...z]]) {
      const { converged, warnings, elbo } = fit({ logDensity: bowl, gradient }, "full-rank");
      expect(elbo).toBeLessThan(-1e6);
      expect(converged).toBe(false);
      expect(warnings.join()).toMatch(/ELBO was falling/);
    }
  });
});

describe("variationalInference raises no false alarm", () => {
  const rights: [string, Target, Parameters<typeof fit>[2]][] = [
    ["kinks", laplace, {}],
    ["kinks in 200 coordinates", laplace, { dimension: 200 }],
    ["a fast oscillation", narrow, {}],
    ["values in single precision", single, {}],
    ["a start far off", logistic, { start: { mean: [1e4, -1e4] } }],
    [
      "a start far off and narrow",
      { logDensity: bowl, gradient: (z) => z.map((v) => -v) },
      {
        start: { mean: [1e6, 1e6], sd: [1e-6, 1e-6] },
      },
    ],
    ["a start far too wide", logistic, { start: { sd: [1e5, 1e5] } }],
    ["a start far too narrow", logistic, { start: { sd: [1e-6, 1e-6] } }],
  ];
  for (const oracleTarget of oracle.targets) rights.push([oracleTarget.name, targetOf(oracleTarget), {}]);

  it.each(rights)("%s", (_, target, options) => {
    for (const family of families) {
      if (family === "full-rank" && options?.dimension === 200) continue;
      expect(fit(target, family, options).warnings.join()).not.toMatch(/does not look like/);
    }
  });

  it("nor ends where only the check finds no value", () => {
    const target = (after: number, fault: () => number): Target => {
      let calls = 0;
      return {
        logDensity: (z) => (++calls > after ? fault() : bowl(z)),
        gradient: (z) => z.map((v) => -v),
      };
    };
    const faults = [
      () => -Infinity,
      () => Number.NaN,
      () => {
        throw new RangeError("out of reach");
      },
    ];
    let calls = 0;
    const counted = {
      logDensity: (z: readonly number[]) => (calls++, bowl(z)),
      gradient: (z: readonly number[]) => z.map((v) => -v),
    };
    const plain = fit(counted, "mean-field");
    const climb = plain.elbos.length * 16 + 1000;
    expect(calls).toBeGreaterThan(climb);
    for (const fault of faults) expect(fit(target(climb, fault), "mean-field")).toEqual(plain);
  });

  it("and leaves the caller's generator as if nothing had been checked", () => {
    const rng = new Rng(5);
    variationalInference(logistic.logDensity, { dimension: 2, gradient: logistic.gradient, steps: 10, rng });
    const untouched = new Rng(5);
    for (let i = 0; i < 2 * (10 * 16 + 1000); i++) untouched.normal();
    expect(rng.state).toEqual(untouched.state);
  });
});
