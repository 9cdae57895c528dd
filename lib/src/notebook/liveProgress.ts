import type { Figure, ImageGrid } from "../figures/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { display, displayHook } from "./displayHook.js";
import { escapeHtml } from "./escapeHtml.js";
import { show } from "./show.js";

/** Options of {@link liveProgress}. */
export interface LiveProgressOptions {
  /** How many steps there will be. */
  readonly total: number;
  /** What is being done. */
  readonly label: string;
}

/** A running display of progress. */
export interface LiveProgress {
  /** Says that `n` steps are done, with an optional note such as the loss. Cheap: call it at every step. */
  update(n: number, options?: { note?: string }): void;
  /** Replaces the display by a line of text, or by a figure or grid of images. */
  done(result?: Figure | ImageGrid): Promise<void>;
}

const INTERVAL = 250; // milliseconds: at most four updates a second
const LINES = 10;

let count = 0;

/**
 * Shows the progress of a long cell in place, and leaves one line of text (without times, so that running a notebook
 * again changes nothing). The cell must let the event loop turn between steps, or nothing is seen. Outside a notebook
 * about ten lines are printed.
 *
 * @throws InvalidArgumentError if `total` is not a positive whole number
 */
export function liveProgress({ total, label }: LiveProgressOptions): LiveProgress {
  if (!Number.isInteger(total) || total < 1) {
    throw new InvalidArgumentError(`total must be a positive whole number, but it is ${total}.`);
  }
  const displayId = `kl-to-vae-progress-${process.pid}-${++count}`;
  let done = 0;
  let note = "";
  let sent = -Infinity;
  let printed = 0;
  let timer: NodeJS.Timeout | undefined;

  const line = (): string => `${label}: ${done} of ${total}${note === "" ? "" : ` · ${note}`}`;
  const send = (first = false): void => {
    clearTimeout(timer);
    timer = undefined;
    sent = performance.now();
    const bar = `<progress max="${total}" value="${done}"></progress> ${escapeHtml(line())}`;
    display({ "text/html": bar, "text/plain": line() }, { displayId, update: !first });
  };
  const sendInTime = (): void => {
    const wait = sent + INTERVAL - performance.now();
    if (wait <= 0) send();
    else timer ??= setTimeout(send, wait).unref();
  };
  const printInTime = (): void => {
    const part = Math.floor((LINES * done) / total);
    if (part > printed && done < total) process.stdout.write(`${line()}\n`);
    printed = Math.max(printed, part);
  };

  if (displayHook()) send(true);
  return {
    update(n, options = {}) {
      done = n;
      note = options.note ?? "";
      if (displayHook()) sendInTime();
      else printInTime();
    },
    async done(result) {
      clearTimeout(timer);
      if (result) await show(result, { displayId, update: true });
      else display({ "text/plain": line() }, { displayId, update: true });
    },
  };
}
