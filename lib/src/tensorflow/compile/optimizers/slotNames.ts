import type { Optimizer } from "./Optimizer.js";

/** What the optimiser remembers of each variable: arrays of the variable's shape, 0 at first, in this order. */
export function slotNames(optimizer: Optimizer): readonly string[] {
  if (optimizer.kind === "adam") return ["firstMoment", "secondMoment"];
  return optimizer.momentum > 0 ? ["velocity"] : [];
}
