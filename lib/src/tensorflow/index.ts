export type { BackendName } from "./BackendName.js";
export type { BackendDescription } from "./BackendDescription.js";
export { currentBackend, useBackend } from "./useBackend.js";
export { ensureBackend } from "./ensureBackend.js";
export { memory } from "./memory.js";
