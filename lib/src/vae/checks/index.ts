export { describeValue } from "./describeValue.js";
export { requireArray } from "./requireArray.js";
export { requireOptions } from "./requireOptions.js";
