import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import { adam, type CompileOptions, type NamedArrays, type StepState } from "kl-to-vae/tensorflow";
import { trainingStep, type LatentVariableModel, type Objective } from "kl-to-vae/vae";

/** With β₁ = 0 Adam's first moment is the gradient itself. */
const optimizer = adam({ learningRate: 1e-3, beta1: 0 });

/** How far a direction is followed at first: the rounding of the loss asks for wide steps. */
const [narrowest, widest] = [0.002, 0.15];
const wantedRounding = 1e-3;

/** A loss, on a batch. */
export interface Task {
  readonly objective: Objective;
  readonly beta: number;
  readonly x: NdArray;
}

/** How far a gradient is from differences of the loss, in one array of weights. */
export interface Deviation {
  readonly weight: string;
  /** An estimate of ‖gradient − differences‖ / ‖gradient‖. */
  readonly error: number;
  /** What of it may be the differences' own: the rounding of the loss to float32, its curvature and its kinks. */
  readonly doubt: number;
}

/**
 * Compares the gradient of each array of weights with central differences of the loss in random directions: those of the
 * public step alone, which makes the same draws again from the same state. The model's weights stay.
 */
export async function deviationsFromDifferences(
  model: LatentVariableModel,
  { objective, beta, x }: Task,
  { mode, directions }: { readonly mode: NonNullable<CompileOptions["mode"]>; readonly directions: number },
): Promise<Deviation[]> {
  const step = trainingStep(model, { objective, optimizer, rng: new Rng(11), mode });
  const start = await step.state();
  const lossAt = async (state: StepState): Promise<number> => {
    await step.load(state);
    return (await step({ x, beta })).loss;
  };
  const { loss, reconstruction, kl } = await step({ x, beta });
  const ulp = 2 ** -23 * (Math.abs(loss) + Math.abs(reconstruction) + Math.abs(kl));
  const { slots } = await step.state();
  const rng = new Rng(5);
  const deviations: Deviation[] = [];
  for (const [weight, { data }] of Object.entries(slots["firstMoment"] as NamedArrays)) {
    const norm = Math.hypot(...data);
    const roundingAtOne = (Math.sqrt(data.length) * ulp) / norm;
    const width = Math.min(widest, Math.max(narrowest, roundingAtOne / wantedRounding));
    let [squares, doubts] = [0, 0];
    for (let i = 0; i < directions; i++) {
      const direction = unitVector(data.length, rng);
      const along = (distance: number): Promise<number> => lossAt(moved(start, weight, direction, distance));
      const { slope, doubt } = await slopeOf(along, width, ulp);
      // A random direction finds ‖Δ‖² / length of an error Δ, on average.
      squares += (data.length * (slope - dot(data, direction)) ** 2) / directions;
      doubts += (data.length * doubt ** 2) / directions;
    }
    deviations.push({ weight, error: Math.sqrt(squares) / norm, doubt: Math.sqrt(doubts) / norm });
  }
  await step.load(start);
  step.dispose();
  return deviations;
}

/**
 * The slope at 0 by Richardson's extrapolation of central differences, at the width where it is least in doubt: by what
 * half the width changes in it, and by the loss's rounding.
 */
async function slopeOf(
  loss: (distance: number) => Promise<number>,
  width: number,
  ulp: number,
): Promise<{ readonly slope: number; readonly doubt: number }> {
  const central = async (h: number): Promise<number> => ((await loss(h)) - (await loss(-h))) / (2 * h);
  const extrapolated = (wide: number, narrow: number): number => (4 * narrow - wide) / 3;
  let wider = await central(width);
  let last = extrapolated(await central(2 * width), wider);
  let best = { slope: last, doubt: Infinity };
  for (let h = width / 2; ulp / h < best.doubt; h /= 2) {
    const narrower = await central(h);
    const slope = extrapolated(wider, narrower);
    const doubt = Math.abs(slope - last) + ulp / h;
    if (doubt < best.doubt) best = { slope, doubt };
    [wider, last] = [narrower, slope];
  }
  return best;
}

function moved(state: StepState, weight: string, direction: readonly number[], distance: number): StepState {
  const { data, shape } = state.variables[weight] as NdArray<Float32Array>;
  const values = data.map((value, i) => value + distance * (direction[i] as number));
  return { ...state, variables: { ...state.variables, [weight]: { data: values, shape } } };
}

function unitVector(length: number, rng: Rng): number[] {
  const vector = Array.from({ length }, () => rng.normal());
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

function dot(a: Float32Array, b: readonly number[]): number {
  return b.reduce((sum, value, i) => sum + value * (a[i] as number), 0);
}

/**
 * Gives a model weights that leave no doubt which units are on and which are off, every other one, so that its losses
 * have no kinks within the distances of their differences.
 */
export async function decideUnits(model: LatentVariableModel): Promise<void> {
  const weights = Object.entries(await model.weights());
  const lastLayer = Math.max(...weights.map(([name]) => Number(/^decoder\.(\d)/.exec(name)?.[1] ?? 0)));
  const decided = weights.map(([name, { data, shape }]) => {
    const [part, layer, kind] = name.split(".");
    const isLast = part === "decoder" && Number(layer) === lastLayer;
    const isHidden = kind === "bias" && !isLast;
    // What comes into a layer grows from one to the next, and into the decoder come numbers of either sign.
    const bias = (part === "encoder" ? 2 : 5) * 1.6 ** Number(layer);
    // Codes and means are to stay small, too.
    const spread = isLast ? 0.5 : part === "encoder" || part === "decoder" ? 1.5 : 0.7;
    const value = (given: number, i: number): number =>
      isHidden ? (i % 2 === 0 ? bias : -bias) : spread * given;
    return [name, { data: data.map(value), shape }] as const;
  });
  await model.setWeights(Object.fromEntries(decided));
}
