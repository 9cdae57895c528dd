import type { Figure, ImageGrid } from "../figures/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { display, displayHook } from "./displayHook.js";
import { escapeHtml } from "./escapeHtml.js";
import { gridBundle } from "./gridBundle.js";
import { LiveCurve } from "./LiveCurve.js";
import { show } from "./show.js";

/** Options of {@link liveProgress}. */
export interface LiveProgressOptions {
  /** How many steps there will be. */
  readonly total: number;
  /** What is being done. */
  readonly label: string;
}

/** What is shown besides the number of steps. */
export interface LiveUpdate {
  /** A few words behind the bar, such as the epoch; without it there are none. */
  readonly note?: string;
  /** Quantities to be drawn as curves over the steps, by name, such as losses in nats. Not all of them need come each time. */
  readonly values?: Readonly<Record<string, number>>;
  /** Images that take the place of those shown before. */
  readonly images?: ImageGrid;
}

/** A running display of progress. */
export interface LiveProgress {
  /** Says that `n` steps are done. Cheap: call it at every step. */
  update(n: number, options?: LiveUpdate): void;
  /** Replaces the display by a line of text, or by a figure or grid of images. */
  done(result?: Figure | ImageGrid): Promise<void>;
}

const INTERVAL = 250; // milliseconds: at most four updates a second
const LINES = 10;

let count = 0;

/**
 * Shows the progress of a long cell in place, as a bar with curves and images below it, and leaves one line of text
 * (without times, so that running a notebook again changes nothing). The cell must let the event loop turn between steps,
 * or nothing is seen. Outside a notebook about ten lines are printed.
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
  let images = "";
  const curve = new LiveCurve(total);
  let sent = -Infinity;
  let printed = 0;
  let timer: NodeJS.Timeout | undefined;

  const line = (): string => `${label}: ${done} of ${total}${note === "" ? "" : ` · ${note}`}`;
  const send = (first = false): void => {
    clearTimeout(timer);
    timer = undefined;
    sent = performance.now();
    const bar = `<div><progress max="${total}" value="${done}"></progress> ${escapeHtml(line())}</div>`;
    const html = bar + curve.toHtml() + images;
    display({ "text/html": html, "text/plain": line() }, { displayId, update: !first });
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
      if (!displayHook()) return printInTime();
      if (options.values) curve.add(n, options.values);
      if (options.images) images = imageElement(options.images);
      sendInTime();
    },
    async done(result) {
      clearTimeout(timer);
      if (result) await show(result, { displayId, update: true });
      else display({ "text/plain": line() }, { displayId, update: true });
    },
  };
}

/** A grid of images on a page; empty, with a warning, where it cannot be drawn. */
function imageElement(grid: ImageGrid): string {
  const png = gridBundle(grid).bundle["image/png"];
  if (typeof png !== "string") return "";
  const { width, height, alt } = grid;
  const source = `data:image/png;base64,${png}`;
  return `<div><img src="${source}" width="${width}" height="${height}" alt="${escapeHtml(alt)}"></div>`;
}
