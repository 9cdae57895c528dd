import type { Checkpoint } from "../../../../lib/src/vae/checkpoint/index.js";

/** A checkpoint of a few hundred bytes. */
export const smallCheckpoint: Checkpoint = {
  arrays: {
    weight: { data: Float32Array.of(1.5, -0, Infinity, 1e-45), shape: [2, 2] },
    scale: { data: Float64Array.of(Math.PI), shape: [] },
    none: { data: new Uint8Array(0), shape: [0, 3] },
  },
  record: { epoch: 3, losses: [100.25, Infinity], name: "é 😀" },
};
