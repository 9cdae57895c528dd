import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../../errors/index.js";
import type { HostArray } from "../flattenInputs.js";
import type { GraphNode } from "../graph/index.js";
import { encodeSavedModel, tag } from "../savedModel/encodeSavedModel.js";
import { withPassingFolder } from "../savedModel/withPassingFolder.js";
import { nativeBackend, type NativeBinding } from "../trace/NativeBackend.js";
import { called } from "./called.js";

/** The first output of a node, as a session calls it. */
export interface Port {
  readonly name: string;
}

/** What a placeholder is fed with: arrays are tensors for the time of a run, without the accounts that TensorFlow.js keeps. */
export type FeedValue = tf.Tensor | HostArray;

/** The port of a node that has a name. */
export function portOf({ name }: GraphNode): Port {
  return { name: `${name}:0` };
}

/** A graph that TensorFlow holds ready to run, with the variables in it. */
export class GraphSession {
  #id: number | undefined;

  /**
   * @param ends the nodes that are to be run; what they need comes along
   * @param before for some nodes, others that are to run before them
   * @throws BackendError if TensorFlow does not take the graph
   */
  constructor(ends: readonly GraphNode[], before: ReadonlyMap<GraphNode, readonly GraphNode[]>) {
    const bytes = encodeSavedModel(ends, before);
    this.#id = withPassingFolder("saved_model.pb", bytes, (folder) =>
      explained("TensorFlow refuses the graph of this step", () =>
        nativeBackend().loadSavedModelMetaGraph(folder, tag),
      ),
    );
  }

  /**
   * Runs nodes, given values for the placeholders they need.
   *
   * @returns reads copies of the first output of each, once; throws a BackendError where that fails
   * @throws BackendError if an operation fails
   */
  run(
    placeholders: readonly Port[],
    values: readonly FeedValue[],
    nodes: readonly Port[],
  ): () => Float32Array[] {
    const { binding } = nativeBackend();
    const made: number[] = [];
    try {
      return explained("TensorFlow could not run this step", () => {
        const inputs = values.map((value) => {
          if (value instanceof tf.Tensor) return nativeBackend().getInputTensorIds([value])[0] as number;
          const type = value.dtype === "float32" ? binding.TF_FLOAT : binding.TF_INT32;
          const id = binding.createTensor(value.shape, type, value.data);
          made.push(id);
          return id;
        });
        const [from, to] = [namesOf(placeholders), namesOf(nodes)];
        const outputs = binding.runSavedModel(this.#id as number, inputs, from, to);
        return () =>
          explained("TensorFlow could not give out what this step computed", () =>
            called(
              outputs.map(
                ({ id }) =>
                  () =>
                    taken(binding, id),
              ),
            ),
          );
      });
    } finally {
      for (const id of made) binding.deleteTensor(id);
    }
  }

  /** Gives the graph and its variables back. */
  dispose(): void {
    if (this.#id !== undefined) nativeBackend().deleteSavedModel(this.#id);
    this.#id = undefined;
  }
}

/** The values of a tensor, which is given back. */
function taken(binding: NativeBinding, id: number): Float32Array {
  try {
    return binding.tensorDataSync(id) as Float32Array;
  } finally {
    binding.deleteTensor(id);
  }
}

function namesOf(ports: readonly Port[]): string {
  return ports.map(({ name }) => name).join(",");
}

function explained<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackendError(`${what}: ${reason} Compiled with mode: "eager" it runs operation by operation.`, {
      cause: error,
    });
  }
}
