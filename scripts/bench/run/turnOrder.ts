/**
 * Who works when in a round: every contestant once. From one pair of rounds to the next all move up by one place, and the
 * second round of a pair runs backwards, so that nobody keeps a place or always follows the same one.
 *
 * @param round from 0
 */
export function turnOrder<T>(contestants: readonly T[], round: number): T[] {
  const shift = Math.floor(round / 2) % contestants.length;
  const order = [...contestants.slice(shift), ...contestants.slice(0, shift)];
  return round % 2 === 0 ? order : order.reverse();
}
