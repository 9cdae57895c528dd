/**
 * Waits for all, also where one fails: what is still being read must not be given back.
 *
 * @throws the error of the first that failed
 */
export async function settled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
