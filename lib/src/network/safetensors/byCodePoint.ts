/** Compares texts by code points, which is the order of their UTF-8 bytes; `<` compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return codePoint(left[at]) - codePoint(right[at]);
}

/** Of a character, or −1 where the text has ended. */
function codePoint(character: string | undefined): number {
  return character?.codePointAt(0) ?? -1;
}
