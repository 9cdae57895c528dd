/** IDX bytes with this shape and these elements. */
export function idxBytes(shape: readonly number[], elements: Uint8Array, type = 0x08): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + elements.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  bytes.set(elements, 4 + 4 * shape.length);
  return bytes;
}
