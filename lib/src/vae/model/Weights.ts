import * as tf from "@tensorflow/tfjs-core";
import { sizeOf, type NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import { toPyTorchLayout, toTensorFlowLayout, type Parameter } from "../layers/index.js";
import { fittingWeights } from "./fittingWeights.js";

/** Trains the weights elsewhere. */
export interface WeightHolder {
  /** Gives the variables the values that they have there. */
  bringBack(): Promise<void>;
}

/**
 * The weights of a model. They start as PyTorch's do, weights and biases uniform on ±1/√fan_in (0 where the fan-in is
 * infinite), and become variables of the backend when they are first needed.
 */
export class Weights {
  readonly parameters: readonly Parameter[];
  /** Who has newer values than the variables; undefined where those are up to date. */
  holder: WeightHolder | undefined;
  #waiting: Map<string, NdArray<Float32Array>> | undefined;
  readonly #variables = new Map<string, tf.Variable>();
  #disposed = false;

  constructor(parameters: readonly Parameter[], seed: number) {
    const rng = new Rng(seed);
    this.parameters = parameters;
    this.#waiting = new Map(parameters.map((parameter) => [parameter.name, initialValue(parameter, rng)]));
  }

  /**
   * The variables by name, in TensorFlow's layout.
   *
   * @throws InvalidArgumentError after `dispose`
   */
  get variables(): ReadonlyMap<string, tf.Variable> {
    this.#requireUndisposed();
    if (this.#waiting !== undefined) this.#install(this.#waiting);
    this.#waiting = undefined;
    return this.#variables;
  }

  readonly lookup = (name: string): tf.Variable => this.variables.get(name) as tf.Variable;

  get disposed(): boolean {
    return this.#disposed;
  }

  /** Brings the variables up to date. */
  async gather(): Promise<void> {
    await this.holder?.bringBack();
  }

  /** Copies of all weights, in PyTorch's names and layouts. */
  async read(): Promise<Record<string, NdArray<Float32Array>>> {
    const entries = this.parameters.map(async ({ name }) => {
      const variable = this.lookup(name);
      const data = Float32Array.from(await variable.data<"float32">());
      return [name, toPyTorchLayout({ data, shape: variable.shape })] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Replaces all weights, or none if something is wrong with one of them. */
  write(record: Readonly<Record<string, NdArray>>): void {
    this.#requireUndisposed();
    const values = fittingWeights(this.parameters, record);
    this.#waiting = undefined;
    this.#install(values);
  }

  dispose(): void {
    this.#disposed = true;
    this.holder = undefined;
    this.#waiting = new Map();
    for (const variable of this.#variables.values()) variable.dispose();
    this.#variables.clear();
  }

  #requireUndisposed(): void {
    if (!this.#disposed) return;
    throw new InvalidArgumentError(
      "The model has been disposed of, and its weights with it: make another one.",
    );
  }

  #install(values: ReadonlyMap<string, NdArray<Float32Array>>): void {
    for (const [name, value] of values) {
      const { data, shape } = toTensorFlowLayout(value);
      const tensor = tf.tensor(data, [...shape]);
      const variable = this.#variables.get(name);
      if (variable === undefined) this.#variables.set(name, tf.variable(tensor));
      else variable.assign(tensor);
      tensor.dispose();
    }
  }
}

function initialValue({ name, shape, fanIn }: Parameter, rng: Rng): NdArray<Float32Array> {
  const bound = 1 / Math.sqrt(fanIn);
  const data = emptyArray(name, shape);
  for (let i = 0; i < data.length; i++) data[i] = bound * (2 * rng.uniform() - 1);
  return { data, shape };
}

function emptyArray(name: string, shape: readonly number[]): Float32Array {
  try {
    return new Float32Array(sizeOf(shape));
  } catch (error) {
    throw new InvalidArgumentError(
      `There is no memory for the weight ${name} of shape [${shape.join(", ")}]: make inputShape or hidden smaller.`,
      { cause: error },
    );
  }
}
