import * as tf from "@tensorflow/tfjs-core";
import type { RandomTensors } from "kl-to-vae/tensorflow";

/** Given a variable and an input, both `[4, 6]` with values from N(0, 1), something that depends on the variable. */
export type Operation = (w: tf.Tensor2D, x: tf.Tensor2D, random: RandomTensors) => tf.Tensor;

const integers = (values: number[], shape = [values.length]): tf.Tensor => tf.tensor(values, shape, "int32");
const float = (x: tf.Tensor): tf.Tensor => tf.cast(x, "float32");
const line = (x: tf.Tensor): tf.Tensor1D => tf.reshape(x, [24]);
/** `[2, 4, 8, 3]` */
const images = (w: tf.Tensor): tf.Tensor4D => tf.reshape(tf.tile(w, [2, 4]), [2, 4, 8, 3]);
/** `[height, width, 3, 3]` for a size of 2 */
const filter = (w: tf.Tensor, height = 1, width = 2): tf.Tensor4D =>
  tf.reshape(tf.slice(w, [0, 0], [3, 6]), [height, width, 3, 3]);

/** Of values in (0, 1). */
const unary: Record<string, (u: tf.Tensor2D) => tf.Tensor> = {
  abs: tf.abs,
  acos: tf.acos,
  acosh: (u) => tf.acosh(tf.add(u, 1.5)),
  argMax: (u) => tf.argMax(u, 1),
  argMin: (u) => tf.argMin(u, 1),
  asin: tf.asin,
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: tf.atanh,
  ceil: tf.ceil,
  clone: tf.clone,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: (u) => tf.elu(tf.sub(u, 0.5)),
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  floor: tf.floor,
  isFinite: tf.isFinite,
  isInf: tf.isInf,
  isNaN: tf.isNaN,
  leakyRelu: (u) => tf.leakyRelu(tf.sub(u, 0.5), 0.1),
  log: tf.log,
  log1p: tf.log1p,
  logSigmoid: tf.logSigmoid,
  logSoftmax: (u) => tf.logSoftmax(u),
  logSumExp: (u) => tf.logSumExp(u, 1),
  max: (u) => tf.max(u, 1),
  mean: (u) => tf.mean(u, 0),
  min: (u) => tf.min(u, 0, true),
  neg: tf.neg,
  onesLike: tf.onesLike,
  prod: (u) => tf.prod(u, 1),
  reciprocal: tf.reciprocal,
  relu: (u) => tf.relu(tf.sub(u, 0.5)),
  relu6: (u) => tf.relu6(tf.sub(u, 0.5)),
  round: tf.round,
  rsqrt: tf.rsqrt,
  selu: (u) => tf.selu(tf.sub(u, 0.5)),
  sigmoid: tf.sigmoid,
  sign: (u) => tf.sign(tf.sub(u, 0.5)),
  sin: tf.sin,
  sinh: tf.sinh,
  softmax: (u) => tf.square(tf.softmax(u)),
  softplus: tf.softplus,
  sqrt: tf.sqrt,
  square: tf.square,
  step: (u) => tf.step(tf.sub(u, 0.5)),
  stepWithSlope: (u) => tf.step(tf.sub(u, 0.5), 0.2),
  sum: (u) => tf.square(tf.sum(u, [0, 1])),
  tan: tf.tan,
  tanh: tf.tanh,
  zerosLike: tf.zerosLike,
};

/** Of values in (0, 1) and others. */
const binary: Record<string, (u: tf.Tensor2D, y: tf.Tensor2D) => tf.Tensor> = {
  add: tf.add,
  atan2: tf.atan2,
  div: tf.div,
  floorDiv: tf.floorDiv,
  greaterEqual: tf.greaterEqual,
  maximum: tf.maximum,
  minimum: tf.minimum,
  mod: tf.mod,
  mul: tf.mul,
  pow: tf.pow,
  squaredDifference: tf.squaredDifference,
  sub: tf.sub,
};

/** Of the input alone: operations through which TensorFlow.js has no way back. */
const forward: Record<string, (x: tf.Tensor2D) => tf.Tensor> = {
  all: (x) => tf.all(tf.greater(x, -1), 1),
  any: (x) => tf.any(tf.greater(x, 1), 0),
  bincount: (x) => tf.bincount(tf.cast<tf.Tensor1D>(line(tf.abs(x)), "int32"), tf.ones([24]), 5),
  complex: (x) => tf.imag(tf.mul(tf.complex(x, x), tf.complex(x, x))),
  confusionMatrix: () => tf.math.confusionMatrix([0, 1, 2], [0, 1, 1], 4),
  cumprod: (x) => tf.cumprod(x, 1),
  cumsumExclusive: (x) => tf.cumsum(x, 1, true, true),
  depthToSpace: (x) => tf.depthToSpace(tf.reshape(x, [1, 2, 3, 4]), 2, "NHWC"),
  divNoNan: (x) => tf.divNoNan(x, tf.relu(x)),
  einsum: (x) => tf.einsum("ij,kj->ik", x, x),
  equal: (x) => tf.equal(tf.round(x), 0),
  gatherND: (x) => tf.gatherND(x, integers([0, 1, 2, 3], [2, 2])),
  greater: (x) => tf.greater(x, 0.1),
  less: (x) => tf.less(x, 0.1),
  lessEqual: (x) => tf.lessEqual(x, [[0.1], [0.2], [0.3], [0.4]]),
  logicalAnd: (x) => tf.logicalAnd(tf.greater(x, 0), tf.less(x, 1)),
  logicalNot: (x) => tf.logicalNot(tf.greater(x, 0)),
  logicalOr: (x) => tf.logicalOr(tf.greater(x, 1), tf.less(x, 0)),
  logicalXor: (x) => tf.logicalXor(tf.greater(x, -1), tf.less(x, 1)),
  notEqual: (x) => tf.notEqual(tf.round(x), 0),
  rfft: (x) => tf.abs(tf.spectral.rfft(x)),
  scatterND: (x) => tf.scatterND(integers([0, 2], [2, 1]), tf.slice(x, [0, 0], [2, 6]), [4, 6]),
  stridedSlice: (x) => tf.stridedSlice(x, [0, 0], [4, 6], [2, 2]),
  tensorScatterUpdate: (x) => tf.tensorScatterUpdate(x, integers([1], [1, 1]), tf.ones([1, 6])),
  topk: (x) => tf.topk(x, 2).values,
  topkIndices: (x) => tf.topk(x, 2).indices,
};

const shapes: Record<string, Operation> = {
  batchToSpace: (w) =>
    tf.batchToSpaceND(
      tf.reshape(w, [4, 2, 3, 1]),
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  broadcastTo: (w) => tf.broadcastTo(tf.slice(w, [0, 0], [1, 6]), [3, 6]),
  concat: (w, x) => tf.concat([w, x], 1),
  expandDims: (w) => tf.expandDims<tf.Tensor>(w, 1),
  flatten: (w) => line(w),
  gather: (w) => tf.gather(w, integers([0, 2, 2])),
  gatherAxis: (w) => tf.gather(w, integers([5, 0, 5, 1], [2, 2]), 1),
  gatherByInput: (w, x) => tf.gather(w, tf.cast(tf.abs(tf.slice(line(x), 0, 3)), "int32")),
  mirrorPad: (w) =>
    tf.mirrorPad(
      w,
      [
        [1, 1],
        [0, 2],
      ],
      "reflect",
    ),
  pad: (w) =>
    tf.pad(
      w,
      [
        [1, 1],
        [0, 2],
      ],
      0.5,
    ),
  reverse: (w) => tf.reverse(w, 0),
  slice: (w) => tf.slice(w, [1, 2], [2, 3]),
  spaceToBatch: (w) =>
    tf.spaceToBatchND(
      tf.reshape(w, [1, 4, 6, 1]),
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  split: (w) => tf.split(w, 3, 1)[1] as tf.Tensor,
  squeeze: (w) => tf.squeeze(tf.reshape(w, [4, 1, 6])),
  stack: (w, x) => tf.stack([w, x], 1),
  tile: (w) => tf.tile(w, [2, 1]),
  transpose: (w, x) => tf.mul(tf.transpose(w), tf.reshape(x, [6, 4])),
  unstack: (w) => tf.addN(tf.unstack(w)),
};

const products: Record<string, Operation> = {
  batchMatMul: (w, x) => tf.matMul(tf.reshape(w, [2, 2, 6]), tf.reshape(x, [2, 6, 2])),
  dot: (w, x) => tf.dot(line(w), line(x)),
  fusedMatMul: (w, x) =>
    tf.fused.matMul({ a: w, b: tf.transpose(x), bias: tf.ones([4]), activation: "relu" }),
  gramSchmidt: (w) => tf.linalg.gramSchmidt(tf.slice(w, [0, 0], [2, 6])) as tf.Tensor,
  linear: (w, x) => tf.add(tf.matMul(w, tf.reshape(x, [6, 4])), tf.slice(x, [0, 0], [4, 4])),
  matMulTransposedA: (w, x) => tf.matMul(w, x, true, false),
  matMulTransposedB: (w, x) => tf.matMul(w, x, false, true),
  norm: (w) => tf.norm(w),
  outerProduct: (w, x) => tf.outerProduct(line(w), line(x)),
};

const convolutions: Record<string, Operation> = {
  avgPool: (w) => tf.avgPool(images(w), 2, 2, "valid"),
  batchNorm: (w) => {
    const { mean, variance } = tf.moments(images(w), [0, 1, 2]) as Record<"mean" | "variance", tf.Tensor1D>;
    return tf.square(tf.batchNorm(images(w), mean, variance, tf.ones([3]), tf.slice(line(w), 0, 3)));
  },
  conv1d: (w) => tf.conv1d(tf.reshape<tf.Rank.R3>(w, [1, 8, 3]), tf.reshape(filter(w), [2, 3, 3]), 1, "same"),
  conv2d: (w) => tf.conv2d(images(w), filter(w), 1, "same"),
  conv2dStrided: (w) => tf.conv2d(images(w), filter(w), 2, "valid"),
  conv2dTranspose: (w) => tf.conv2dTranspose(images(w), filter(w), [2, 8, 16, 3], 2, "same"),
  conv2dWithBias: (w) => tf.relu(tf.add(tf.conv2d(images(w), filter(w), 1, "same"), tf.slice(line(w), 0, 3))),
  conv3d: (w) => tf.conv3d(tf.reshape<tf.Rank.R5>(w, [1, 2, 2, 3, 2]), tf.ones([1, 1, 1, 2, 2]), 1, "same"),
  depthwiseConv2d: (w) => tf.depthwiseConv2d(images(w), filter(w), 1, "same"),
  dilation2d: (w) => tf.dilation2d(images(w), tf.ones([2, 2, 3]), 1, "same"),
  fusedConv2d: (w) =>
    tf.fused.conv2d({
      x: images(w),
      filter: filter(tf.ones([3, 6])),
      strides: 1,
      pad: "same",
      bias: tf.ones([3]),
      activation: "elu",
    }),
  localResponseNormalization: (w) => tf.localResponseNormalization(images(w)),
  maxPool: (w) => tf.maxPool(images(w), 2, 2, "same"),
  resizeBilinear: (w) => tf.image.resizeBilinear(images(w), [8, 8]),
  resizeNearest: (w) => tf.image.resizeNearestNeighbor(images(w), [8, 8]),
  separableConv2d: (w) =>
    tf.separableConv2d(
      images(w),
      tf.reshape(tf.slice(w, [0, 0], [2, 6]), [2, 2, 3, 1]),
      tf.ones([1, 1, 3, 2]),
      1,
      "same",
    ),
};

const losses: Record<string, Operation> = {
  cosineDistance: (w, x) => tf.losses.cosineDistance(x, w, 1),
  hingeLoss: (w, x) => tf.losses.hingeLoss(float(tf.greater(x, 0)), w),
  huberLoss: (w, x) => tf.losses.huberLoss(x, w),
  logLoss: (w, x) => tf.losses.logLoss(tf.sigmoid(x), tf.sigmoid(w)),
  meanSquaredError: (w, x) => tf.losses.meanSquaredError(x, w),
  sigmoidCrossEntropy: (w, x) => tf.losses.sigmoidCrossEntropy(tf.sigmoid(x), w),
  softmaxCrossEntropy: (w, x) => tf.losses.softmaxCrossEntropy(tf.softmax(x), w),
};

const others: Record<string, Operation> = {
  basicLstmCell: (w) =>
    tf.basicLSTMCell(tf.scalar(1), tf.ones([8, 8]), tf.ones([8]), w, tf.ones([4, 2]), tf.ones([4, 2]))[1],
  cast: (w) => tf.cast(w, "int32"),
  clipByValue: (w) => tf.clipByValue(w, -0.1, 0.1),
  dropoutByHand: (w, _, random) => tf.mul(w, float(tf.greater(random.uniform([4, 6]), 0.5))),
  eye: (w) => tf.matMul(w, tf.eye(6)),
  fill: (w) => tf.mul(w, tf.fill([4, 6], 2)),
  linspace: (w) => tf.mul(w, tf.linspace(0, 1, 6)),
  meshgrid: (w) => tf.mul(tf.meshgrid(tf.range(0, 6), tf.range(0, 4))[0] as tf.Tensor, w),
  moments: (w) => tf.moments(w, 0).variance,
  oneHot: (w) => tf.mul(tf.oneHot(tf.argMax(w, 1), 6), w),
  prelu: (w, x) => tf.prelu(w, x),
  range: (w) => tf.mul(w, tf.range(0, 6)),
  reparameterised: (w, x, random) => tf.add(x, tf.mul(tf.exp(w), random.normal([4, 6]))),
  unsortedSegmentSum: (w) => tf.square(tf.unsortedSegmentSum(w, integers([0, 1, 0, 2]) as tf.Tensor1D, 3)),
  where: (w, x) => tf.where(tf.greater(x, 0), w, tf.square(w)),
};

function mapped<T>(table: Record<string, T>, map: (entry: T) => Operation): Record<string, Operation> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, map(entry)]));
}

/** Nearly all that TensorFlow.js can differentiate on native TensorFlow, and what else it computes there. */
export const operations: Readonly<Record<string, Operation>> = {
  ...mapped(unary, (operation) => (w) => operation(tf.sigmoid(w))),
  ...mapped(binary, (operation) => (w, x) => operation(tf.sigmoid(w), tf.add(x, 0.3))),
  ...mapped(forward, (operation) => (w, x) => tf.mul(tf.mean(w), float(operation(x)))),
  ...shapes,
  ...products,
  ...convolutions,
  ...losses,
  ...others,
};
