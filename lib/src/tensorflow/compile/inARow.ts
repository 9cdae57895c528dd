/**
 * Takes steps one after the other, and reads what they gave together at the end.
 *
 * @returns what was read of each step that was taken: fewer than asked for where one failed that was not the first
 * @throws the error of the first step
 */
export async function inARow<S, R>(
  steps: readonly (() => S | Promise<S>)[],
  read: (taken: readonly S[]) => Promise<R[]>,
): Promise<R[]> {
  const taken: S[] = [];
  for (const step of steps) {
    try {
      taken.push(await step());
    } catch (error) {
      if (taken.length === 0) throw error;
      break;
    }
  }
  return read(taken);
}
