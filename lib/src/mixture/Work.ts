import { nextTurn } from "./nextTurn.js";

/**
 * A long computation that can be run at once or between other things. It yields undefined where it can be interrupted,
 * promises to wait for, and events to tell of.
 */
export type Work<Result, Event = never> = Generator<
  Event | PromiseLike<unknown> | undefined,
  Result,
  unknown
>;

/** Runs work without a pause; its events are left out, and it must not wait for anything. */
export function runAtOnce<Result>(work: Work<Result, object>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Waits for a promise within work. */
export function* waitFor<T>(promise: PromiseLike<T>): Work<T> {
  return (yield promise) as T;
}

/** Tells other events in place of some work's own. */
export function* mapEvents<Result, From extends object, To extends object>(
  work: Work<Result, From>,
  map: (event: From) => To,
): Work<Result, To> {
  try {
    let step = work.next();
    while (!step.done) {
      const { value } = step;
      step = work.next(yield value === undefined || isPromise(value) ? value : map(value));
    }
    return step.value;
  } finally {
    work.return(undefined as Result);
  }
}

/** How long work may keep the event loop waiting, in milliseconds. */
const longestWait = 15;

/**
 * Runs work so that the event loop turns after every event and every few milliseconds.
 *
 * @returns the result; rejects with the signal's reason when it is aborted
 */
export async function runInTurns<Result, Event extends object>(
  work: Work<Result, Event>,
  { signal, onEvent }: { signal?: AbortSignal | undefined; onEvent?: (event: Event) => void },
): Promise<Result> {
  const aborted = signal && rejectOnAbort(signal);
  try {
    let turned = performance.now();
    let answer: unknown;
    for (;;) {
      signal?.throwIfAborted();
      const step = work.next(answer);
      answer = undefined;
      if (step.done) return step.value;
      if (isPromise(step.value)) {
        answer = await (aborted ? Promise.race([step.value, aborted.promise]) : step.value);
      } else if (step.value !== undefined || performance.now() - turned > longestWait) {
        if (step.value !== undefined) onEvent?.(step.value);
        await nextTurn();
        turned = performance.now();
      }
    }
  } finally {
    aborted?.forget();
    // Lets the work's own `finally` blocks run where it was left early.
    work.return(undefined as Result);
  }
}

function isPromise<Event>(value: Event | PromiseLike<unknown>): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
}

function rejectOnAbort(signal: AbortSignal): { readonly promise: Promise<never>; forget: () => void } {
  let forget = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    const listener = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", listener);
    forget = () => signal.removeEventListener("abort", listener);
  });
  // Nobody may be waiting when it rejects; the signal is looked at before each step.
  promise.catch(() => undefined);
  return { promise, forget };
}
