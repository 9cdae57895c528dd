import type { RngState } from "../../random/index.js";
import type { ModelKind } from "../model/modelOfKind.js";
import type { ModelOptions } from "../ModelOptions.js";
import type { ResolvedTrainerOptions } from "../TrainerOptions.js";
import type { CourseState } from "./Course.js";
import type { Environment } from "./environment.js";

/** What a checkpoint says beside its arrays. */
export interface TrainingRecord {
  readonly model: {
    readonly kind: ModelKind;
    readonly options: Required<ModelOptions>;
  };
  readonly options: ResolvedTrainerOptions;
  /** Of each set, by name, what tells it from others. */
  readonly data: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly step: { readonly steps: number; readonly rng: RngState | null };
  readonly course: CourseState;
  readonly best: { readonly epoch: number; readonly validationLoss: number } | null;
  /** The epoch after which early stopping last ended a run; 0 if it never did. */
  readonly stoppedAfter: number;
}
