export { PCA } from "./PCA.js";
export type { PCAOptions } from "./PCAOptions.js";
export { principalAngles } from "./principalAngles.js";
export type { SvdSolver } from "./principalAxes.js";
export { ProbabilisticPCA } from "./ProbabilisticPCA.js";
export type { ProbabilisticPCAOptions } from "./ProbabilisticPCAOptions.js";
export type { ProbabilisticPCAStep } from "./ProbabilisticPCAStep.js";
