import type { Comparison } from "../Comparison.js";
import type { Contestant } from "../Contestant.js";
import { nodeScript, pythonScript } from "../contestantScripts.js";
import { digitBatches } from "../inputs/digitBatches.js";
import { pyTorchRemedy } from "./pyTorchRemedy.js";

/** What tells one training step from another. */
interface StepOptions {
  readonly name: string;
  readonly model: string;
  readonly architecture: "mlp" | "conv";
  readonly bar: number;
  readonly stepsPerTurn: number;
  readonly referenceStepsPerTurn: number;
}

/**
 * A training step of a VAE with a Bernoulli likelihood against PyTorch: a batch taken as it lies in memory, forward,
 * backward, Adam, and the loss read as a number.
 */
export function trainingStep(options: StepOptions): Comparison {
  const { name, model, architecture, bar, stepsPerTurn, referenceStepsPerTurn } = options;
  const pyTorch = (mode: string): Contestant => ({
    name: `PyTorch ${mode}`,
    role: "peer",
    runtime: "python",
    script: pythonScript("training_step.py"),
    args: [mode, architecture],
    stepsPerTurn,
    remedy: pyTorchRemedy(mode),
  });
  return {
    name,
    title: `one training step of the ${model}, batch 128, Adam`,
    peers: "fastest PyTorch",
    bar,
    compileBarMilliseconds: 500,
    result: "loss (nats)",
    inputs: digitBatches,
    contestants: [
      {
        name: "kl-to-vae",
        role: "ours",
        runtime: "node",
        script: nodeScript("compiledStep.js"),
        args: [architecture],
        stepsPerTurn,
      },
      pyTorch("eager"),
      pyTorch("fused"),
      pyTorch("compiled"),
      {
        name: "TensorFlow.js as usual",
        role: "reference",
        runtime: "node",
        script: nodeScript("usualStep.js"),
        args: [architecture],
        stepsPerTurn: referenceStepsPerTurn,
      },
    ],
  };
}
