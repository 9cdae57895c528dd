import type { ModelOptions } from "../ModelOptions.js";
import type { Architecture, Layer } from "./Layer.js";
import { linear } from "./mlpLayers.js";

/**
 * 3×3 convolutions with stride 2 and ReLU; the decoder begins with a linear layer and goes back up through transposed
 * convolutions. Images are channels-last, and flattened in that order.
 */
export function convolutionalLayers(options: Required<ModelOptions>, heads: readonly string[]): Architecture {
  const { hidden, latentDim, inputShape } = options;
  const [height = 0, width = 0, colours = 1] = inputShape;
  const factor = 2 ** hidden.length;
  const channels = [colours, ...hidden];
  const innerShape = [height / factor, width / factor, channels.at(-1) as number];
  const innerSize = innerShape.reduce((product, length) => product * length, 1);
  const down = hidden.map((outputs, i): Layer => {
    return { kind: "convolution", name: `encoder.${i}`, inputs: channels[i] as number, outputs, relu: true };
  });
  const mirrored = [...channels].reverse();
  const up = mirrored.slice(1).map((outputs, i): Layer => {
    const relu = i < hidden.length - 1;
    return {
      kind: "transposedConvolution",
      name: `decoder.${i + 1}`,
      inputs: mirrored[i] as number,
      outputs,
      relu,
    };
  });
  return {
    encoder: [
      { kind: "reshape", shape: [height, width, colours] },
      ...down,
      { kind: "reshape", shape: [innerSize] },
    ],
    heads: heads.map((name) => linear(name, innerSize, latentDim, false)),
    decoder: [
      linear("decoder.0", latentDim, innerSize, true),
      { kind: "reshape", shape: innerShape },
      ...up,
      { kind: "reshape", shape: [height * width * colours] },
    ],
  };
}
