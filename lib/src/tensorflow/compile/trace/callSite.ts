/** The names of TensorFlow.js' operations as they stand in a stack: `randomNormal_`, or bundled `randomNormal__op`. */
const operationFrame = /^\s*at (?:Object\.)?([a-zA-Z0-9]+)_(?:_op)? /;
const foreignFrame = /node_modules|node:|kl-to-vae.dist.tensorflow|src.tensorflow.compile/;

/**
 * Who called into TensorFlow.js, in words such as `tf.randomNormal at train.ts:12:8`; empty if the stack does not say.
 */
export function callSite(): string {
  const frames = (new Error().stack ?? "").split("\n").slice(1);
  const caller = frames.findIndex((frame) => !foreignFrame.test(frame));
  const inside = caller < 0 ? frames : frames.slice(0, caller);
  const operation = inside
    .map((frame) => operationFrame.exec(frame)?.[1])
    .findLast((name) => name !== undefined);
  const place = caller < 0 ? undefined : /([^/\\(]+:\d+:\d+)\)?$/.exec(frames[caller] as string)?.[1];
  return [operation && `tf.${operation}`, place && `at ${place}`].filter(Boolean).join(" ");
}
