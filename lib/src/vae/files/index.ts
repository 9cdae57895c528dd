export { codeOf, onDisk } from "./onDisk.js";
export { isRunning } from "./isRunning.js";
export { oneAfterAnother } from "./oneAfterAnother.js";
export { deleteLeftovers, temporaryPath } from "./temporaryFile.js";
export { linkTarget } from "./linkTarget.js";
export type { EntryKind } from "./kindOfEntry.js";
export { kindOfEntry } from "./kindOfEntry.js";
export { writeAtomically } from "./writeAtomically.js";
