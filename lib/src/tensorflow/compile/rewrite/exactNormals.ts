import { sizeOf } from "../../../array/index.js";
import {
  constant,
  constantOfBytes,
  makeOutput,
  specOf,
  typeAttribute,
  type Attributes,
  type DataTypeName,
  type Output,
} from "../graph/index.js";
import { integers } from "./constants.js";
import type { Rule } from "./rewriteGraph.js";

/**
 * `StatelessRandomNormalV2` → the same from `StatelessRandomUniformV2`, with logarithms, sines and cosines in float64 and
 * rounded as `Rng.normals` rounds them, so that both give the same bits; TensorFlow takes those of the C library. Box and
 * Muller (1958), "A note on the generation of random normal deviates".
 */
export const exactNormals: Rule = ({ op, inputs, outputs }) => {
  const [, key, counter, algorithm] = inputs;
  const { shape } = outputs[0] ?? {};
  if (op !== "StatelessRandomNormalV2" || !shape || !key || !counter || !algorithm) return undefined;
  const size = sizeOf(shape);
  // Whole blocks of the generator, which has four numbers in each.
  const pairs = 2 * Math.ceil(size / 4);
  const uniforms = makeOutput({
    op: "StatelessRandomUniformV2",
    inputs: [integers([pairs, 2]), key, counter, algorithm],
    attributes: { dtype: typeAttribute("float32"), Tshape: typeAttribute("int32") },
    outputs: [{ shape: [pairs, 2], dtype: "float32" }],
  });
  const vector = { shape: [pairs], dtype: "float32" } as const;
  const columns = makeOutput({
    op: "Unpack",
    inputs: [uniforms],
    attributes: { T: typeAttribute("float32"), num: { i: 2 }, axis: { i: 1 } },
    outputs: [vector, vector],
  });
  const first = combined("Maximum", columns, constant([smallest], []));
  const logarithm = cast(applied("Log", cast(first, "float64")), "float32");
  const radius = applied("Sqrt", combined("Mul", logarithm, constant([-2], [])));
  const second = cast({ ...columns, index: 1 }, "float64");
  const turn = constantOfBytes(new Uint8Array(Float64Array.of(2 * Math.PI).buffer), [], "float64");
  const angle = cast(cast(combined("Mul", second, turn), "float32"), "float64");
  const draws = ["Sin", "Cos"].map((f) => combined("Mul", cast(applied(f, angle), "float32"), radius));
  const all = makeOutput({
    op: "Pack",
    inputs: draws,
    attributes: { T: typeAttribute("float32"), N: { i: 2 }, axis: { i: 1 } },
    outputs: [{ shape: [pairs, 2], dtype: "float32" }],
  });
  return reshaped(size === 2 * pairs ? all : firstOf(reshaped(all, [2 * pairs]), size), shape);
};

/** Keeps the logarithm of a uniform draw finite. */
const smallest = 1e-7;

function applied(op: string, x: Output): Output {
  return made(op, [x], specOf(x).shape, specOf(x).dtype);
}

function combined(op: string, x: Output, y: Output): Output {
  return made(op, [x, y], specOf(x).shape, specOf(x).dtype);
}

function cast(x: Output, to: DataTypeName): Output {
  const { shape, dtype } = specOf(x);
  return makeOutput({
    op: "Cast",
    inputs: [x],
    attributes: { SrcT: typeAttribute(dtype), DstT: typeAttribute(to) },
    outputs: [{ shape, dtype: to }],
  });
}

function firstOf(x: Output, count: number): Output {
  const index = { Index: typeAttribute("int32") };
  return made("Slice", [x, integers([0]), integers([count])], [count], "float32", index);
}

function reshaped(x: Output, shape: readonly number[]): Output {
  return made("Reshape", [x, integers(shape)], shape, "float32", { Tshape: typeAttribute("int32") });
}

function made(
  op: string,
  inputs: readonly Output[],
  shape: readonly number[],
  dtype: DataTypeName,
  attributes: Attributes = {},
): Output {
  return makeOutput({
    op,
    inputs,
    attributes: { T: typeAttribute(dtype), ...attributes },
    outputs: [{ shape, dtype }],
  });
}
