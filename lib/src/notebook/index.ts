import { noteForeignKernel } from "./foreignKernel.js";

export { show, type ShowOptions } from "./show.js";
export { figurePng, type FigurePngOptions } from "./figurePng.js";
export {
  liveProgress,
  type LiveProgress,
  type LiveProgressOptions,
  type LiveUpdate,
} from "./liveProgress.js";
export { trainWithProgress, type ProgressOptions } from "./trainWithProgress.js";
export { interruptSignal } from "./interruptSignal.js";
export { table, type TableColumn, type TableOptions, type TableValue } from "./table.js";
export { formatNumber } from "./formatNumber.js";
export { displayHook, type DisplayBundle, type DisplayHook, type DisplayOptions } from "./displayHook.js";

noteForeignKernel();
