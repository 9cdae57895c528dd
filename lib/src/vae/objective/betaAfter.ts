import type { Objective } from "../Objective.js";

/**
 * The weight of the KL term after so many epochs (a fraction within an epoch), in the end by default; 1 for an
 * importance weighted bound, which has no such term.
 */
export function betaAfter(objective: Objective, epochs = Infinity): number {
  if (objective.kind === "iwae") return 1;
  const { beta, warmUp } = objective;
  return epochs < warmUp ? (beta * epochs) / warmUp : beta;
}
