export { describeValue } from "./describeValue.js";
export { requireArray } from "./requireArray.js";
export { requireCount } from "./requireCount.js";
export { requireOptions } from "./requireOptions.js";
export { requireSignal } from "./requireSignal.js";
