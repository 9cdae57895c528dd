/** Does jobs, so many at once, in their order. Where one fails, the others are told to stop, and waited for. */
export async function inParallel<T>(
  jobs: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (job: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const queue = jobs.values();
  const worker = async (): Promise<void> => {
    try {
      // All workers take from the same iterator.
      for (const job of queue) await work(job, either);
    } catch (error) {
      failure.abort(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  either.throwIfAborted();
}
