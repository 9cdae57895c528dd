import type { DigitSets } from "./digitSets.js";
import type { ModelShape } from "./ModelShape.js";
import type { Side } from "./Side.js";

/** Whether we come to the same as another library where both do the same. */
export type Agreement = LossAgreement | SeedAgreement;

interface AgreementBase {
  readonly name: string;
  /** What is compared, in a line. */
  readonly title: string;
  readonly model: ModelShape;
  readonly sides: readonly [ours: Side, peer: Side];
  /** Makes the files that both sides read. */
  readonly digits: () => Promise<DigitSets>;
}

/** The losses of the first steps, from the same weights, with the same batches and noise. */
export interface LossAgreement extends AgreementBase {
  readonly kind: "losses";
  readonly steps: number;
  /** The largest relative difference. */
  readonly bar: number;
}

/** The mean test loss of several trainings, each from a seed of its own. */
export interface SeedAgreement extends AgreementBase {
  readonly kind: "seeds";
  /** How far the interval of the difference of the means may reach from 0, in nats. */
  readonly bar: number;
  /** What was published of one training on MNIST. */
  readonly published: { readonly testLoss: number; readonly epochs: number };
}
