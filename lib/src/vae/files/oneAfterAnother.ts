const last = new Map<string, Promise<unknown>>();

/** Runs work on a place once all the work on it that was asked for earlier has ended, well or badly. */
export async function oneAfterAnother<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  const turn = (last.get(place) ?? Promise.resolve()).then(work);
  const ended = turn.catch(() => undefined);
  last.set(place, ended);
  try {
    return await turn;
  } finally {
    if (last.get(place) === ended) last.delete(place);
  }
}
