/**
 * Calls all, also where one fails: each gives back what it reads.
 *
 * @throws the error of the first that failed
 */
export function called<T>(calls: readonly (() => T)[]): T[] {
  const errors: unknown[] = [];
  const results = calls.flatMap((call) => {
    try {
      return [call()];
    } catch (error) {
      errors.push(error);
      return [];
    }
  });
  if (errors.length > 0) throw errors[0];
  return results;
}
