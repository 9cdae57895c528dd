/** What a value is that should be another, for a message. */
export function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : `of the type ${value.constructor?.name ?? "Object"}`;
}
