const lengthAtMost = 80;

/** A text of a file as messages show it: on one line, between quotation marks, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > lengthAtMost ? `${text.slice(0, lengthAtMost)}…` : text);
}

/** A shape as messages show it. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.slice(0, 8).join(", ")}${shape.length > 8 ? ", …" : ""}]`;
}

/** Whether a text has no half of a surrogate pair, which UTF-8 cannot hold. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A value of a header as messages show it; what is nested is only named. */
export function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return quote(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}
