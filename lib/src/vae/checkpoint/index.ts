export type { Checkpoint } from "./Checkpoint.js";
export type { CheckpointFile, FoundCheckpoint } from "./CheckpointDirectory.js";
export { CheckpointDirectory } from "./CheckpointDirectory.js";
export { encodeCheckpoint } from "./encodeCheckpoint.js";
export { decodeCheckpoint } from "./decodeCheckpoint.js";
export { readCheckpoint } from "./readCheckpoint.js";
export { writeAtomically } from "./writeAtomically.js";
