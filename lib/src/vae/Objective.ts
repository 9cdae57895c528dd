import type { ElboObjective } from "./elbo.js";
import type { IwaeObjective } from "./iwae.js";

/** What training minimises, as plain data. */
export type Objective = ElboObjective | IwaeObjective;
