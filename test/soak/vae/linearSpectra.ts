/** 1, 2, …, last. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

/** So many variances from 16 down, each the same part of the one before. */
export function geometric(d: number, ratio: number): number[] {
  return Array.from({ length: d }, (_, i) => 16 / ratio ** i);
}
