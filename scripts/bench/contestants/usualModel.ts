import * as tf from "@tensorflow/tfjs-core";

const latentDim = 20;
const inner = [7, 7, 64] as const;

type Layer = (x: tf.Tensor) => tf.Tensor;

/** Both halves of a VAE; the encoder gives mean and log variance side by side. */
export interface UsualModel {
  readonly encoder: Layer;
  readonly decoder: Layer;
}

/** A VAE in plain TensorFlow.js. */
export function usualModel(architecture: string): UsualModel {
  return architecture === "mlp" ? mlp() : conv();
}

/** −ELBO, one draw per image, the mean over the batch in nats. */
export function lossOf({ encoder, decoder }: UsualModel, x: tf.Tensor): tf.Scalar {
  const [mean, logVariance] = tf.split(encoder(x), 2, 1) as [tf.Tensor, tf.Tensor];
  const z = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), tf.randomNormal(mean.shape)));
  const crossEntropy = tf.sum(tf.losses.sigmoidCrossEntropy(x, decoder(z), undefined, 0, tf.Reduction.NONE));
  const kl = tf.sum(tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1)));
  return tf.div(tf.add(crossEntropy, tf.mul(kl, 0.5)), x.shape[0]);
}

function weights(shape: number[]): tf.Variable {
  const [fanOut = 1, fanIn = 1] = [...shape].reverse();
  const field = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return tf.variable(tf.randomNormal(shape, 0, Math.sqrt(2 / ((fanIn + fanOut) * field))));
}

function dense(inputs: number, outputs: number): Layer {
  const [kernel, bias] = [weights([inputs, outputs]), tf.variable(tf.zeros([outputs]))];
  return (x) => tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias);
}

function convolution(inputs: number, outputs: number): Layer {
  const [kernel, bias] = [weights([3, 3, inputs, outputs]), tf.variable(tf.zeros([outputs]))];
  return (x) => tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 2, "same"), bias);
}

function transposedConvolution(inputs: number, outputs: number): Layer {
  const [kernel, bias] = [weights([3, 3, outputs, inputs]), tf.variable(tf.zeros([outputs]))];
  return (x) => {
    const [n, height, width] = (x as tf.Tensor4D).shape;
    const shape: [number, number, number, number] = [n, 2 * height, 2 * width, outputs];
    return tf.add(tf.conv2dTranspose(x as tf.Tensor4D, kernel as tf.Tensor4D, shape, 2, "same"), bias);
  };
}

function reshape(...shape: number[]): Layer {
  return (x) => tf.reshape(x, [x.shape[0], ...shape]);
}

function chain(...layers: Layer[]): Layer {
  return (x) => layers.reduce((value, layer) => layer(value), x);
}

function mlp(): UsualModel {
  return {
    encoder: chain(dense(784, 400), tf.relu, dense(400, 2 * latentDim)),
    decoder: chain(dense(latentDim, 400), tf.relu, dense(400, 784)),
  };
}

function conv(): UsualModel {
  const size = inner[0] * inner[1] * inner[2];
  const down = [reshape(28, 28, 1), convolution(1, 32), tf.relu, convolution(32, 64), tf.relu];
  const up = [reshape(...inner), transposedConvolution(64, 32), tf.relu, transposedConvolution(32, 1)];
  return {
    encoder: chain(...down, reshape(size), dense(size, 2 * latentDim)),
    decoder: chain(dense(latentDim, size), tf.relu, ...up, reshape(784)),
  };
}
