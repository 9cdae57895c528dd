import type { Sweep } from "../../../scripts/bench/Sweep.js";
import { tiny, tinyComparison } from "./tinyComparison.js";

/** A sweep over how many numbers are added up, in which everybody adds up as many. */
export function tinySweep(): Sweep {
  const trial = (count: number): Sweep["axes"][number]["points"][number]["trial"] => ({
    ...tinyComparison([
      tiny("ours", "ours", { args: ["ours", String(count)] }),
      tiny("theirs", "peer", { args: ["theirs", String(count)] }),
    ]),
    unit: { name: "number", perStep: count },
    tolerance: 0,
  });
  const points = [10, 1000].map((value) => ({ value, trial: trial(value) }));
  return {
    name: "test-sweep",
    title: "adding up one number",
    axes: [{ variable: "n", fixed: "no other", guides: [1], points }],
  };
}
