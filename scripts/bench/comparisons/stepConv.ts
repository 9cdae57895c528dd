import type { Comparison } from "../Comparison.js";
import { trainingStep } from "./trainingStep.js";

/** A training step of a convolutional VAE: 3×3 filters, stride 2, and transposed convolutions on the way back. */
export const stepConv: Comparison = trainingStep({
  name: "step-conv",
  model: "convolutional VAE 28×28-32-64-20-64-32-28×28",
  architecture: "conv",
  bar: 0.7,
  stepsPerTurn: 20,
  referenceStepsPerTurn: 5,
});
