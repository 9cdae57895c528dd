import type { Comparison } from "../Comparison.js";
import type { Contestant } from "../Contestant.js";
import { nodeScript, pythonScript } from "../contestantScripts.js";
import { digitSet } from "../inputs/digitSet.js";
import { pyTorchRemedy } from "./pyTorchRemedy.js";

/** An epoch of the VAE of `step-mlp`: against PyTorch's DataLoader, and against PyTorch with the set in memory. */
export const epoch: readonly Comparison[] = [
  epochComparison({
    name: "epoch-loader",
    feeding: "loader",
    peers: "fastest PyTorch with a DataLoader",
    bar: 0.8,
  }),
  epochComparison({
    name: "epoch-memory",
    feeding: "memory",
    peers: "fastest PyTorch with the set in memory",
    bar: 0.95,
  }),
];

/** What tells one of these comparisons from another. */
interface EpochOptions extends Pick<Comparison, "name" | "peers" | "bar"> {
  readonly feeding: "loader" | "memory";
}

/**
 * An epoch as users run it: the set shuffled, batches made, a step on each, and the means of the loss and its two parts.
 * All have trained for two epochs before; the loss of the second one must be the same for all.
 */
function epochComparison({ name, peers, bar, feeding }: EpochOptions): Comparison {
  const pyTorch = (mode: string): Contestant => ({
    name: `PyTorch ${mode}`,
    role: "peer",
    runtime: "python",
    script: pythonScript("epoch.py"),
    args: [feeding, mode],
    stepsPerTurn: 1,
    remedy: pyTorchRemedy(mode),
  });
  return {
    name,
    title: "one epoch of the MLP VAE 784-400-20-400-784 on 60,000 images, batch 128, Adam",
    peers,
    bar,
    unit: { name: "epoch", perStep: 1 },
    result: "loss of epoch 2 (nats)",
    tolerance: 0.01,
    inputs: () => digitSet(60_000),
    contestants: [
      { name: "kl-to-vae", role: "ours", runtime: "node", script: nodeScript("epoch.js"), stepsPerTurn: 1 },
      ...["eager", "fused", "compiled"].map(pyTorch),
    ],
  };
}
