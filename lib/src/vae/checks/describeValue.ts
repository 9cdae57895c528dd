/**
 * What a value is that should have been another: text in quotes so that "3" is not taken for 3, lists in brackets, and
 * the class of what is no plain value.
 */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `[${shortened(value.map(describeValue)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const { name = "Object" } = (value.constructor as { readonly name?: string } | undefined) ?? {};
  return name === "Object" ? `{ ${shortened(Object.keys(value)).join(", ")} }` : `of class ${name}`;
}

/** A message has room for some names or numbers, but not for a data set. */
function shortened(parts: readonly string[], most = 8): readonly string[] {
  return parts.length > most ? [...parts.slice(0, most), "…"] : parts;
}
