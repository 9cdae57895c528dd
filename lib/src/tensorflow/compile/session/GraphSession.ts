import type * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../../errors/index.js";
import type { GraphNode } from "../graph/index.js";
import { encodeSavedModel, tag } from "../savedModel/encodeSavedModel.js";
import { withPassingFolder } from "../savedModel/withPassingFolder.js";
import { nativeBackend } from "../trace/NativeBackend.js";

/** The first output of a node, as a session calls it. */
export interface Port {
  readonly name: string;
}

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
   * @returns the first output of each; whoever asked disposes of them
   * @throws BackendError if an operation fails
   */
  run(placeholders: readonly Port[], values: readonly tf.Tensor[], nodes: readonly Port[]): tf.Tensor[] {
    const fetches = nodes.map(({ name }) => name);
    return explained("TensorFlow could not run this step", () =>
      nativeBackend().runSavedModel(this.#id as number, values, placeholders, fetches),
    );
  }

  /** Gives the graph and its variables back. */
  dispose(): void {
    if (this.#id !== undefined) nativeBackend().deleteSavedModel(this.#id);
    this.#id = undefined;
  }
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
