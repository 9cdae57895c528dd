import { BackendError } from "../../errors/index.js";
import { startThread } from "./startThread.js";
import { workerScript } from "./workerScript.js";

/** A worker thread that answers one question at a time. */
export interface WorkerThread {
  /** Rejects if the thread fails. */
  ask(question: object): Promise<unknown>;
  /** Ends the thread at once; a question that it works on stays unanswered. */
  end(): void;
}

/** Starts a thread and hands it what it works on. */
export function startWorker(work: object, transfer: readonly ArrayBuffer[]): WorkerThread {
  let resolveAnswer: (value: unknown) => void = () => undefined;
  let rejectAnswer: (error: Error) => void = () => undefined;
  let failure: Error | undefined;
  const thread = startThread(workerScript, {
    onAnswer: (value) => resolveAnswer(value),
    onFailure: (cause) => {
      const remedy = "Use workers: 0 to work without threads.";
      failure ??= new BackendError(`A worker thread failed: ${cause.message}. ${remedy}`, { cause });
      rejectAnswer(failure);
    },
  });
  thread.postMessage(work, transfer);
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        [resolveAnswer, rejectAnswer] = [resolve, reject];
        thread.postMessage(question, []);
      }),
    end: () => {
      rejectAnswer = () => undefined;
      void thread.terminate();
    },
  };
}
