import { fileURLToPath } from "node:url";

/** The names of TensorFlow.js' operations as they stand in a stack: `randomNormal_`, or bundled `randomNormal__op`. */
const operationFrame = /^\s*at (?:Object\.)?([a-zA-Z0-9]+)_(?:_op)? /;
/** The folder of the compiled step, as stacks write it. */
const ownFolders = [new URL("..", import.meta.url)].flatMap((url) => [url.href, fileURLToPath(url)]);

/** A place in the code that is put into words only when they are needed. */
export type CallSite = () => string;

/** Who called into TensorFlow.js, in words such as ` (tf.randomNormal at train.ts:12:8)`; empty if the stack does not say. */
export function callSite(): string {
  return captureCallSite()();
}

/** The same for later: the stack is costly to write, not to take. */
export function captureCallSite(): CallSite {
  const captured: { readonly stack?: string } = {};
  const { stackTraceLimit } = Error;
  // TensorFlow.js goes deeper than the ten frames that a stack has as a rule.
  Error.stackTraceLimit = 50;
  Error.captureStackTrace(captured, captureCallSite);
  Error.stackTraceLimit = stackTraceLimit;
  return () => describe((captured.stack ?? "").split("\n").slice(1));
}

function describe(frames: readonly string[]): string {
  const caller = frames.findIndex((frame) => !isForeign(frame));
  const inside = caller < 0 ? frames : frames.slice(0, caller);
  const operation = inside
    .map((frame) => operationFrame.exec(frame)?.[1])
    .findLast((name) => name !== undefined);
  const place = caller < 0 ? undefined : /([^/\\(]+:\d+:\d+)\)?$/.exec(frames[caller] as string)?.[1];
  const words = [operation && `tf.${operation}`, place && `at ${place}`].filter(Boolean);
  return words.length > 0 ? ` (${words.join(" ")})` : "";
}

function isForeign(frame: string): boolean {
  return (
    /node_modules|\(?node:|<anonymous>/.test(frame) || ownFolders.some((folder) => frame.includes(folder))
  );
}
