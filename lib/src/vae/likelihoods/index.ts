export type { Likelihood } from "./Likelihood.js";
export { bernoulli } from "./bernoulli.js";
export { continuousBernoulli } from "./continuousBernoulli.js";
export { gaussian } from "./gaussian.js";
