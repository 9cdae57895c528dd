import type { Comparison } from "../Comparison.js";
import type { Contestant } from "../Contestant.js";
import { nodeScript } from "../contestantScripts.js";

/** Few, as tslab's own kernel falls silent after some hundred messages that overlap. */
const laterCells = 5;

/** The notebooks' kernel beside tslab's own, on which it stands: until it is usable, and in use. */
export const kernel: readonly Comparison[] = [
  kernelComparison("start", "a new kernel's start and its first cell", 1),
  kernelComparison("library", "a new kernel's start and a first cell that uses the library", 1),
  kernelComparison("cell", "a later cell that uses the library", laterCells),
];

function kernelComparison(
  what: "start" | "library" | "cell",
  title: string,
  stepsPerTurn: number,
): Comparison {
  const contestant = (which: string): Pick<Contestant, "runtime" | "script" | "args" | "stepsPerTurn"> => ({
    runtime: "node",
    script: nodeScript("kernel.js"),
    args: [which, what],
    stepsPerTurn,
  });
  return {
    name: `kernel-${what}`,
    title,
    peers: "tslab kernel",
    bar: 1,
    contestants: [
      { name: "kl-to-vae", role: "ours", ...contestant("ours") },
      { name: "tslab", role: "peer", ...contestant("tslab") },
    ],
  };
}
