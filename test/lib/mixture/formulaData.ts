import { readFileSync } from "node:fs";

/** Data given by a formula (the arguments of `formula_data` in test/oracles/mixture_data.py) or by a file in data/. */
export type Recipe = FormulaRecipe | FileRecipe;

interface FileRecipe {
  readonly file: string;
}

interface FormulaRecipe {
  readonly seed: number;
  readonly n: number;
  readonly d: number;
  /** The number of centres, drawn within ±spread. */
  readonly blobs: number;
  readonly spread: number;
  readonly kind?: "bell" | "flat" | "skewed" | "heavy";
  /** Whether the columns of a blob are correlated and unequal. */
  readonly mixed?: boolean;
  /** Whether the blobs have unequal sizes. */
  readonly uneven?: boolean;
  /** How often each row is there. */
  readonly copies?: number;
  readonly scales?: readonly number[];
  readonly offset?: number;
}

/** The data of a recipe: the same doubles that the Python side computes. */
export function loadRecipe(recipe: Recipe): number[][] {
  return "file" in recipe ? readCsv(recipe.file) : formulaData(recipe);
}

function readCsv(file: string): number[][] {
  const text = readFileSync(new URL(`../../../data/${file}`, import.meta.url), "utf8");
  const [header, ...lines] = text.trim().split("\n");
  const columns = header!.split(",").filter((name) => name !== "species").length;
  return lines.map((line) => line.split(",").slice(0, columns).map(Number));
}

/** Integers, added and multiplied without rounding, then one division, one multiplication and one addition. */
export function formulaData(recipe: FormulaRecipe): number[][] {
  const { seed, n, d, blobs, spread, kind = "bell" } = recipe;
  const { mixed = false, uneven = false, copies = 1, scales = [1], offset = 0 } = recipe;
  const draw = draws(seed);
  const centers = array(blobs, () => array(d, () => (draw() - 32768) * spread));
  const mixing = array(blobs, () =>
    array(d, (j) => array(j + 1, (l) => (mixed ? mixingWeight(l === j) : Number(l === j)))),
  );
  const rows: number[][] = [];
  while (rows.length < n) {
    const b = uneven ? Math.floor((draw() * draw() * blobs) / 2 ** 32) : Math.floor((draw() * blobs) / 65536);
    const z = array(d, () => noise(kind, draw));
    const row = array(d, (j) => {
      const integer = mixing[b]![j]!.reduce((sum, weight, l) => sum + weight * z[l]!, centers[b]![j]!);
      return (integer / 32768) * scales[j % scales.length]! + offset;
    });
    for (let copy = 0; copy < copies && rows.length < n; copy++) rows.push(row);
  }
  return rows;

  function mixingWeight(onDiagonal: boolean): number {
    return onDiagonal ? 1 + (draw() % 4) : (draw() % 5) - 2;
  }
}

function noise(kind: NonNullable<FormulaRecipe["kind"]>, draw: () => number): number {
  if (kind === "flat") return 2 * draw() - 65535;
  if (kind === "skewed") return Math.floor((draw() * draw()) / 65536) - 16384;
  const bell = draw() + draw() + draw() + draw() - 131070;
  return kind === "heavy" ? bell * (draw() % 8 === 0 ? 9 : 1) : bell;
}

/** The high 16 bits of a linear congruential generator. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state >>> 16;
  };
}

/** Responsibilities `[n, K]`: small random integers, the owner's larger by 24, divided by the sum of their row. */
export function firstResponsibilities(n: number, K: number, seed: number, labels?: string): number[][] {
  const draw = draws(seed);
  return array(n, (i) => {
    const weights = array(K, () => 1 + (draw() % 4));
    if (labels !== undefined) weights[Number(labels[i])]! += 24;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
}

/** All values added up one after another. */
export function checksum(rows: readonly (readonly number[])[]): number {
  let total = 0;
  for (const row of rows) for (const value of row) total += value;
  return total;
}

function array<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}
