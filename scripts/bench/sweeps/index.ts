import type { Sweep } from "../Sweep.js";
import { emCost } from "./emCost.js";

/** All sweeps, in the order in which they are run. */
export const sweeps: readonly Sweep[] = [emCost];
