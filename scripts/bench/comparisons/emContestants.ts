import type { Contestant } from "../Contestant.js";
import { nodeScript, pythonScript } from "../contestantScripts.js";
import type { MixtureSize } from "../inputs/mixtureInputs.js";

/** What contestants in EM are told. */
export interface EmWork extends MixtureSize {
  /** Of one fit, which is a step. */
  readonly iterations: number;
  readonly stepsPerTurn: number;
}

/** EM with full covariances by this library. @param maxThreads worker threads; with 1, the main thread works */
export function ourEm(work: EmWork, maxThreads: number): Contestant {
  const script = nodeScript("emFit.js");
  return {
    name: `kl-to-vae, ${count(maxThreads)}`,
    role: "ours",
    runtime: "node",
    script,
    ...told(work, maxThreads),
  };
}

/** EM with full covariances by scikit-learn. @param maxThreads of its linear algebra */
export function scikitLearnEm(work: EmWork, maxThreads: number): Contestant {
  return {
    name: `scikit-learn, ${count(maxThreads)}`,
    role: "peer",
    runtime: "python",
    script: pythonScript("em_fit.py"),
    remedy: "It needs the packages of scripts/bench/requirements.txt; without --python they are installed.",
    ...told(work, maxThreads),
  };
}

function told(
  { d, K, iterations, stepsPerTurn }: EmWork,
  maxThreads: number,
): Pick<Contestant, "maxThreads" | "args" | "stepsPerTurn"> {
  return { maxThreads, args: [maxThreads, iterations, d, K].map(String), stepsPerTurn };
}

function count(threads: number): string {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}
