import { contestantEnvironment } from "../run/contestantEnvironment.js";
import type { Program } from "../run/ProgramProcess.js";
import { machineShares } from "./machineShares.js";
import type { Side } from "./Side.js";

/**
 * One of a side's programs, with its share of the processors.
 *
 * @param python the interpreter
 */
export function programOf(
  { name, runtime, remedy }: Side,
  script: string,
  args: readonly (string | number)[],
  python: string,
): Program {
  const threads = String(machineShares().threads);
  return {
    name,
    command: runtime === "node" ? process.execPath : python,
    args: [script, ...args.map(String)],
    env: { ...contestantEnvironment(), OMP_NUM_THREADS: threads, TF_NUM_INTRAOP_THREADS: threads },
    remedy,
  };
}
