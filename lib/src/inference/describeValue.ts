/** What a value is that should have been another, text in quotes so that "3" is not taken for 3. */
export function describeValue(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
