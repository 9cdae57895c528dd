import type { NamedArrays } from "../../tensorflow/index.js";

/** Whether arrays of the same names hold the same numbers. */
export function sameArrays(a: NamedArrays, b: NamedArrays): boolean {
  return Object.keys(a).every((name) => {
    const [x, y] = [a[name]?.data, b[name]?.data];
    return x === y || (x !== undefined && x.every((value, i) => value === y?.[i]));
  });
}
