/** z, or if it is a vector its first coordinates, to say where. */
export function describePoint(z: unknown): string {
  if (!Array.isArray(z) && !ArrayBuffer.isView(z)) return String(z);
  const coordinates = Array.from<unknown>(z as unknown as ArrayLike<unknown>);
  return `[${coordinates.slice(0, 6).join(", ")}${coordinates.length > 6 ? ", …" : ""}]`;
}
