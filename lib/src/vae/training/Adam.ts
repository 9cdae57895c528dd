import * as tf from "@tensorflow/tfjs-core";

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** The moments of one variable. */
interface Moments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/** Adam with PyTorch's arithmetic and defaults. Kingma & Ba (2015), "Adam: a method for stochastic optimization". */
export class Adam {
  readonly #learningRate: number;
  readonly #variables: readonly tf.Variable[];
  readonly #moments: readonly Moments[];
  #steps = 0;

  constructor(variables: readonly tf.Variable[], learningRate: number) {
    this.#learningRate = learningRate;
    this.#variables = variables;
    this.#moments = variables.map((variable) => ({
      first: zerosLike(variable),
      second: zerosLike(variable),
    }));
  }

  /** Moves every variable against its gradient, given by the variable's name. */
  step(gradients: Readonly<Record<string, tf.Tensor>>): void {
    this.#steps++;
    const correction = Math.sqrt(1 - beta2 ** this.#steps);
    const rate = (this.#learningRate * correction) / (1 - beta1 ** this.#steps);
    // w − lr m̂ / (√v̂ + ε) with both bias corrections moved into two numbers: fewer passes over the weights.
    const constants = [1 - beta1, beta2, 1 - beta2, rate, epsilon * correction].map((value) =>
      tf.scalar(value),
    );
    this.#variables.forEach((variable, i) => {
      const gradient = gradients[variable.name] as tf.Tensor;
      tf.tidy(() => update(variable, gradient, this.#moments[i] as Moments, constants));
    });
    tf.dispose(constants);
  }

  /** The variables, the moments and the count as they are now; the memory is shared until they change. */
  snapshot(): AdamSnapshot {
    return { steps: this.#steps, values: this.#all().map((variable) => tf.clone(variable)) };
  }

  restore({ steps, values }: AdamSnapshot): void {
    this.#steps = steps;
    this.#all().forEach((variable, i) => variable.assign(values[i] as tf.Tensor));
  }

  dispose(): void {
    for (const { first, second } of this.#moments) tf.dispose([first, second]);
  }

  #all(): tf.Variable[] {
    return [...this.#variables, ...this.#moments.flatMap(({ first, second }) => [first, second])];
  }
}

/** See {@link Adam.snapshot}; whoever takes one disposes of its tensors. */
export interface AdamSnapshot {
  readonly steps: number;
  readonly values: readonly tf.Tensor[];
}

function update(
  variable: tf.Variable,
  gradient: tf.Tensor,
  moments: Moments,
  constants: readonly tf.Scalar[],
): void {
  const [towards1, decay2, towards2, rate, epsilon] = constants as [
    tf.Scalar,
    tf.Scalar,
    tf.Scalar,
    tf.Scalar,
    tf.Scalar,
  ];
  const first = tf.add(moments.first, tf.mul(tf.sub(gradient, moments.first), towards1));
  const second = tf.add(tf.mul(moments.second, decay2), tf.mul(tf.square(gradient), towards2));
  const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), epsilon));
  moments.first.assign(first);
  moments.second.assign(second);
  variable.assign(tf.sub(variable, change));
}

function zerosLike(variable: tf.Variable): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
}
