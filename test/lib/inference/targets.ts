import { readFileSync } from "node:fs";

interface Optimum {
  mean: [number, number];
  covariance: [[number, number], [number, number]];
  elbo: number;
}

interface OracleGradient {
  mean: number[];
  choleskyFactor: number[][];
  value: number;
  dMean: number[];
  dCholeskyFactor: number[][];
}

export interface OracleTarget {
  name: "logistic" | "poisson" | "banana" | "studentT";
  data: never;
  logEvidence: number;
  meanField: Optimum;
  fullRank: Optimum;
  diagonal: OracleGradient;
  triangular: OracleGradient;
}

export interface LinearCase {
  weights: number[][];
  offset: number[];
  noiseCovariance: number[][];
  priorMean: number[];
  priorCovariance: number[][];
  x: number[];
  q: { mean: number[]; covariance: number[][] };
  logEvidence: number;
  posteriorMean: number[];
  posteriorCovariance: number[][];
  elbo: number;
  gap: number;
}

export const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/inference.json", import.meta.url), "utf8"),
) as {
  targets: OracleTarget[];
  linear: LinearCase[];
  pareto: { logWeights: number[]; shape: number }[];
};

export interface Target {
  logDensity: (z: readonly number[]) => number;
  gradient: (z: readonly number[]) => number[];
}

interface Regression {
  X: number[][];
  y: number[];
  priorSd: number;
}

/** A regression whose likelihood of y given the linear predictor has this log and this slope of it. */
function regression(
  { X, y, priorSd }: Regression,
  log: (y: number, l: number) => number,
  slope: (y: number, l: number) => number,
): Target {
  const predict = (x: number[], z: readonly number[]): number =>
    x.reduce((sum, value, j) => sum + value * z[j]!, 0);
  return {
    logDensity: (z) =>
      X.reduce(
        (sum, x, i) => sum + log(y[i]!, predict(x, z)),
        -0.5 * z.reduce((sum, v) => sum + (v / priorSd) ** 2, 0),
      ),
    gradient: (z) =>
      z.map((v, j) => X.reduce((sum, x, i) => sum + slope(y[i]!, predict(x, z)) * x[j]!, -v / priorSd ** 2)),
  };
}

/** The targets of the oracle, as in inference.py. */
const targets = {
  logistic: (data: Regression) =>
    regression(
      data,
      (y, l) => y * l - Math.max(l, 0) - Math.log1p(Math.exp(-Math.abs(l))),
      (y, l) => y - 1 / (1 + Math.exp(-l)),
    ),
  poisson: (data: Regression) =>
    regression(
      data,
      (y, l) => y * l - Math.exp(l),
      (y, l) => y - Math.exp(l),
    ),
  banana: ({ sd, bend, width }: { sd: number; bend: number; width: number }): Target => {
    const residual = (z: readonly number[]): number => (z[1]! - bend * z[0]! ** 2) / width;
    return {
      logDensity: (z) => -0.5 * (z[0]! / sd) ** 2 - 0.5 * residual(z) ** 2,
      gradient: (z) => [-z[0]! / sd ** 2 + (2 * bend * z[0]! * residual(z)) / width, -residual(z) / width],
    };
  },
  studentT: ({ df, location, whiten }: { df: number; location: number[]; whiten: number[][] }): Target => {
    const whitened = (z: readonly number[]): number[] =>
      whiten.map((row) => row.reduce((sum, w, j) => sum + w * (z[j]! - location[j]!), 0));
    return {
      logDensity: (z) => -0.5 * (df + 1) * whitened(z).reduce((sum, u) => sum + Math.log1p((u * u) / df), 0),
      gradient: (z) => {
        const slopes = whitened(z).map((u) => (-(df + 1) * u) / (df + u * u));
        return z.map((_, j) => whiten.reduce((sum, row, i) => sum + row[j]! * slopes[i]!, 0));
      },
    };
  },
};

export function targetOf({ name, data }: OracleTarget): Target {
  return targets[name](data);
}
