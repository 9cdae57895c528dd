/** The number of elements of an array of this shape; 1 for the scalar shape `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
