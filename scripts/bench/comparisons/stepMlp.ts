import type { Comparison } from "../Comparison.js";
import { trainingStep } from "./trainingStep.js";

/** A training step of Kingma and Welling's VAE, as the fourth notebook trains it. */
export const stepMlp: Comparison = trainingStep({
  name: "step-mlp",
  model: "MLP VAE 784-400-20-400-784",
  architecture: "mlp",
  bar: 0.8,
  stepsPerTurn: 100,
  referenceStepsPerTurn: 20,
});
