import { Rng } from "kl-to-vae/random";
import type { Checkpoint } from "../../../../lib/src/vae/checkpoint/index.js";

/** A checkpoint like a trainer's, about 100 kB of arrays and a few kB of record, other numbers for other steps. */
export function sampleCheckpoint(steps: number): Checkpoint {
  const rng = new Rng(steps);
  const array = (...shape: number[]) => ({
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal()),
    shape,
  });
  const layers = Object.fromEntries(
    ["", "optimizer.firstMoment.", "optimizer.secondMoment."].flatMap((prefix) => [
      [`${prefix}encoder.0.weight`, array(32, 196)],
      [`${prefix}encoder.0.bias`, array(32)],
      [`${prefix}mean.weight`, array(2, 32)],
      [`${prefix}decoder.0.weight`, array(32, 2)],
      [`${prefix}decoder.0.bias`, array(32)],
    ]),
  );
  const history = Array.from({ length: 20 }, (_, epoch) => ({
    epoch: epoch + 1,
    trainLoss: 100 + rng.normal(),
    standardError: epoch === 0 ? Infinity : rng.uniform(),
    kl: rng.uniform(),
  }));
  const more = { order: { data: new Uint8Array(17).map(() => rng.integer(256)), shape: [17] } };
  return { arrays: { ...layers, ...more }, record: { steps, rng: rng.state, history } };
}
