import type { Masses } from "../densities/masses.js";

/**
 * (E |X − Y|^r)^(1/r) under the increasing coupling of two distributions on the same places. The differences of the two
 * distribution functions are summed by themselves, so that close distributions keep their digits.
 */
export function transportDistance(
  masses: readonly Masses[],
  places: ArrayLike<number>,
  order: number,
): number {
  const byPlace = masses.map((_, i) => i).sort((i, j) => (places[i] as number) - (places[j] as number));
  const sorted = byPlace.map((i) => masses[i] as Masses);
  const at = byPlace.map((i) => places[i] as number);
  let sum = 0;
  const excess = sorted.map(({ difference }) => (sum += difference));
  if (order === 1) return areaBetween(excess, at);
  const span = (at.at(-1) as number) - (at[0] as number);
  if (span === 0) return 0;
  return (
    span *
    increasingCoupling(
      sorted,
      excess,
      (i, j) => Math.abs((at[i] as number) - (at[j] as number)) / span,
      order,
    )
  );
}

/** For r = 1: ∫ |F − G|, the area between the two distribution functions. */
function areaBetween(excess: readonly number[], at: readonly number[]): number {
  let area = 0;
  for (let k = 0; k + 1 < at.length; k++) {
    const height = Math.abs(excess[k] as number);
    if (height > 0) area += height * ((at[k + 1] as number) - (at[k] as number));
  }
  return area;
}

/** The north-west corner rule: what is left at i is moved to j, until one of the two is used up. */
function increasingCoupling(
  masses: readonly Masses[],
  excess: readonly number[],
  distance: (i: number, j: number) => number,
  order: number,
): number {
  const supplyOf = (i: number): number => masses[i]?.a ?? 0;
  const demandOf = (j: number): number => masses[j]?.b ?? 0;
  let [i, j] = [0, 0];
  let [supply, demand] = [supplyOf(0), demandOf(0)];
  // F(i) − G(j): how much more supply than demand is left.
  let surplus = excess[0] as number;
  let cost = 0;
  while (i < masses.length && j < masses.length) {
    const moved = Math.min(supply, demand);
    if (i !== j && moved > 0) cost += moved * distance(i, j) ** order;
    if (surplus <= 0) supply = supplyOf(++i);
    else supply = surplus;
    if (surplus >= 0) demand = demandOf(++j);
    else demand = -surplus;
    surplus = i === j ? (excess[i] ?? 0) : supply - demand;
  }
  return cost ** (1 / order);
}
