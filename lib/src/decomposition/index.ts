export { PCA, type PCAOptions } from "./PCA.js";
export { principalAngles } from "./principalAngles.js";
export { ProbabilisticPCA, type ProbabilisticPCAOptions } from "./ProbabilisticPCA.js";
