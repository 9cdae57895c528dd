/**
 * Rearranges `order[from … to − 1]` so that no key of its first half exceeds one of its second (Hoare's selection), and
 * gives the index where the second half begins. Equal keys may fall on either side.
 */
export function selectMedian(
  order: Uint32Array,
  from: number,
  to: number,
  keyOf: (index: number) => number,
): number {
  const middle = (from + to) >>> 1;
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = keyOf(order[(low + high) >>> 1]!);
    let i = low;
    let j = high;
    while (i <= j) {
      // Stopping at keys equal to the pivot keeps the halves even when keys repeat.
      while (keyOf(order[i]!) < pivot) i++;
      while (keyOf(order[j]!) > pivot) j--;
      if (i > j) break;
      const swapped = order[i]!;
      order[i++] = order[j]!;
      order[j--] = swapped;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else break;
  }
  return middle;
}
