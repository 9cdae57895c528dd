export type { Architecture, Layer } from "./Layer.js";
export type { Parameter } from "./Parameter.js";
export { parametersOf } from "./Parameter.js";
export { mlpLayers } from "./mlpLayers.js";
export { convolutionalLayers } from "./convolutionalLayers.js";
export { applyHeads } from "./applyHeads.js";
export { applyLayers, type WeightLookup } from "./applyLayers.js";
export { toPyTorchLayout, toTensorFlowLayout } from "./layout.js";
