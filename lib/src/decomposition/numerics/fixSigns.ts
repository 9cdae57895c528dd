import type { Rows } from "./rowProducts.js";

/** Entries this close to the largest, relatively, count as equal to it: which is larger is a matter of rounding. */
const tie = Math.sqrt(Number.EPSILON);

/** Turns each row so that its entry of largest size is positive; of several, equal to within 1.5e-8, the first. In place. */
export function fixSigns({ data, count, width }: Rows): void {
  for (let a = 0; a < count; a++) {
    const row = data.subarray(a * width, (a + 1) * width);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const decisive = row.find((value) => Math.abs(value) >= (1 - tie) * largest)!;
    if (decisive < 0) for (let j = 0; j < width; j++) row[j] = 0 - row[j]!;
  }
}
