export { philox4x32 } from "./philox4x32.js";
export { Rng } from "./Rng.js";
export type { RngBlocks } from "./RngBlocks.js";
export type { RngState } from "./RngState.js";
