export type { Checkpoint } from "./Checkpoint.js";
export { CheckpointDirectory } from "./CheckpointDirectory.js";
export { metricsName } from "./fileNames.js";
export { Ownership } from "./Ownership.js";
