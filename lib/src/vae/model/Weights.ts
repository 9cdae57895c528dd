import * as tf from "@tensorflow/tfjs-core";
import { sizeOf, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import { toPyTorchLayout, toTensorFlowLayout, type Parameter } from "../layers/index.js";

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

  /** The variables by name, in TensorFlow's layout. */
  get variables(): ReadonlyMap<string, tf.Variable> {
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
    const entries = this.parameters.map(async ({ name, shape }) => {
      const tensor = tf.tidy(() => toPyTorchLayout(tf.clone(this.lookup(name))));
      const data = Float32Array.from(await tensor.data<"float32">());
      tensor.dispose();
      return [name, { data, shape }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Replaces all weights, or none if something is wrong with one of them. */
  write(record: Readonly<Record<string, NdArray>>): void {
    const known = new Set(this.parameters.map(({ name }) => name));
    const unknown = Object.keys(record).find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new InvalidArgumentError(`This model has no weight ${unknown}; it has ${[...known].join(", ")}.`);
    }
    const values = this.parameters.map(
      (parameter) => [parameter.name, checked(parameter, record[parameter.name])] as const,
    );
    this.#waiting = undefined;
    this.#install(new Map(values));
  }

  dispose(): void {
    this.#disposed = true;
    this.holder = undefined;
    this.#waiting = new Map();
    for (const variable of this.#variables.values()) variable.dispose();
    this.#variables.clear();
  }

  #install(values: ReadonlyMap<string, NdArray<Float32Array>>): void {
    for (const [name, { data, shape }] of values) {
      const tensor = tf.tidy(() => toTensorFlowLayout(tf.tensor(data, [...shape])));
      const variable = this.#variables.get(name);
      if (variable === undefined) this.#variables.set(name, tf.variable(tensor));
      else variable.assign(tensor);
      tensor.dispose();
    }
  }
}

function initialValue({ shape, fanIn }: Parameter, rng: Rng): NdArray<Float32Array> {
  const bound = 1 / Math.sqrt(fanIn);
  return { data: Float32Array.from({ length: sizeOf(shape) }, () => bound * (2 * rng.uniform() - 1)), shape };
}

function checked({ name, shape }: Parameter, value: NdArray | undefined): NdArray<Float32Array> {
  if (value === undefined) throw new InvalidArgumentError(`The weight ${name} is missing.`);
  if (value.shape.join() !== shape.join() || value.data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `The weight ${name} has shape [${shape.join(", ")}], but got [${value.shape.join(", ")}].`,
    );
  }
  if (!value.data.every(Number.isFinite)) throw new NonFiniteError(`The weight ${name} must be finite.`);
  return { data: Float32Array.from(value.data), shape };
}
