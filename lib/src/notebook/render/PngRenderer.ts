import { Worker } from "node:worker_threads";
import type { RenderReply, RenderRequest } from "./RenderRequest.js";

/**
 * Draws figures one after another in a worker thread, which stays warm between them and keeps no process alive. A figure
 * that exceeds its time ends the worker; the next one gets a new one.
 */
export class PngRenderer {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param timeLimit milliseconds, counted from the moment this figure's turn comes
   * @throws Error if the figure cannot be drawn, in time or at all
   */
  render(request: RenderRequest, timeLimit: number): Promise<Uint8Array> {
    const turn = this.#last.then(() => this.#draw(request, timeLimit));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #draw(request: RenderRequest, timeLimit: number): Promise<Uint8Array> {
    // Flags of the process, such as --input-type, may be none that a thread accepts.
    const worker = (this.#worker ??= new Worker(new URL("./renderWorker.js", import.meta.url), {
      execArgv: [],
    }));
    worker.ref();
    try {
      const reply = await replyOf(worker, request, timeLimit);
      if ("problem" in reply) throw new Error(reply.problem);
      worker.unref();
      return reply.png;
    } catch (error) {
      this.#worker = undefined;
      await worker.terminate();
      throw error;
    }
  }
}

function replyOf(worker: Worker, request: RenderRequest, timeLimit: number): Promise<RenderReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        settle(() =>
          reject(new Error(`drawing took longer than ${timeLimit / 1000} s (3-D plots cannot be drawn)`)),
        ),
      timeLimit,
    );
    const onMessage = (reply: RenderReply): void => settle(() => resolve(reply));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (): void => settle(() => reject(new Error("the drawing thread ended unexpectedly")));
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      finish();
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(request);
  });
}
