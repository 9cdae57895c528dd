/** E |X − Y|^r under the increasing coupling of two probability vectors on the same places (north-west corner rule). */
export function transportCost(
  p: Float64Array,
  q: Float64Array,
  places: readonly number[],
  order: number,
): number {
  const byPlace = places.map((_, i) => i).sort((i, j) => (places[i] as number) - (places[j] as number));
  if (order === 1) return areaBetween(p, q, places, byPlace);
  const supply = Float64Array.from(byPlace, (i) => p[i] as number);
  const demand = Float64Array.from(byPlace, (i) => q[i] as number);
  let cost = 0;
  for (let i = 0, j = 0; i < supply.length && j < demand.length;) {
    const moved = Math.min(supply[i] as number, demand[j] as number);
    const distance = Math.abs(
      (places[byPlace[i] as number] as number) - (places[byPlace[j] as number] as number),
    );
    cost += moved * distance ** order;
    supply[i]! -= moved;
    demand[j]! -= moved;
    if (supply[i] === 0) i++;
    else j++;
  }
  return cost;
}

/** For r = 1: ∫ |F − G|, the area between the two distribution functions. */
function areaBetween(
  p: Float64Array,
  q: Float64Array,
  places: readonly number[],
  byPlace: readonly number[],
): number {
  let difference = 0;
  let area = 0;
  for (let k = 0; k + 1 < byPlace.length; k++) {
    const i = byPlace[k] as number;
    difference += (p[i] as number) - (q[i] as number);
    area += Math.abs(difference) * ((places[byPlace[k + 1] as number] as number) - (places[i] as number));
  }
  return area;
}
