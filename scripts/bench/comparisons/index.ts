import type { Comparison } from "../Comparison.js";
import { em } from "./em.js";
import { epoch } from "./epoch.js";
import { kernel } from "./kernel.js";
import { stepConv } from "./stepConv.js";
import { stepMlp } from "./stepMlp.js";

/** All comparisons, in the order in which they are run. */
export const comparisons: readonly Comparison[] = [stepMlp, stepConv, ...epoch, ...em, ...kernel];
