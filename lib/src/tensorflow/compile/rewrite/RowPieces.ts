import { constant, makeOutput, specOf, typeAttribute, type GraphNode, type Output } from "../graph/index.js";
import { integers } from "./constants.js";

/** A node in place of another: as many as there are pieces, each with the rows of one; or one, of all rows. */
export type Replacement = readonly GraphNode[] | GraphNode;

/**
 * Pieces begin at multiples of so many rows, and with fewer none is worth while: products of matrices slow down. oneDNN
 * multiplies blocks of rows, and what comes of a row may differ in its last bit with the row's place in a block.
 */
const blockRows = 16;

/** Which tensors of a graph are computed in pieces, each some of the rows (the first axis), and how to get at them. */
export class RowPieces {
  readonly #count: number;
  readonly #replacements = new Map<GraphNode, Replacement>();
  readonly #cut = new PerOutput<readonly Output[]>();
  readonly #joined = new PerOutput<Output>();

  /** @param count of pieces at most */
  constructor(count: number) {
    this.#count = count;
  }

  /** Whether there are rows enough for more than one piece. */
  divides(rows: number): boolean {
    return this.sizes(rows).length > 1;
  }

  /** How many rows each piece has. */
  sizes(rows: number): number[] {
    const most = Math.max(1, Math.min(this.#count, Math.floor(rows / blockRows)));
    const size = blockRows * Math.max(1, Math.round(rows / most / blockRows));
    const count = Math.max(1, Math.min(most, Math.ceil(rows / size)));
    return Array.from({ length: count }, (_, i) => (i < count - 1 ? size : rows - i * size));
  }

  replace(node: GraphNode, replacement: Replacement): void {
    this.#replacements.set(node, replacement);
  }

  /** Whether a tensor is computed in pieces. */
  isSplit({ node }: Output): boolean {
    return Array.isArray(this.#replacements.get(node));
  }

  /** The pieces of a tensor, which is cut if it is computed as a whole. */
  pieces(output: Output): readonly Output[] {
    const made = this.#replacements.get(output.node);
    if (Array.isArray(made)) return made.map((node: GraphNode) => ({ node, index: output.index }));
    return this.#cut.get(output, () => this.#slices(output));
  }

  /** All of a tensor, which is put together if it is computed in pieces. */
  whole(output: Output): Output {
    const made = this.#replacements.get(output.node);
    if (made === undefined) return output;
    if (!Array.isArray(made)) return { node: made as GraphNode, index: output.index };
    return this.#joined.get(output, () => concatenation(this.pieces(output), specOf(output).shape));
  }

  #slices(output: Output): Output[] {
    const { shape, dtype } = specOf(output);
    const whole = this.whole(output);
    let first = 0;
    return this.sizes(shape[0] as number).map((rows) => {
      const begin = [first, ...shape.slice(1).map(() => 0)];
      first += rows;
      return makeOutput({
        op: "Slice",
        inputs: [whole, integers(begin), integers([rows, ...shape.slice(1)])],
        attributes: { T: typeAttribute(dtype), Index: typeAttribute("int32") },
        outputs: [{ shape: [rows, ...shape.slice(1)], dtype }],
      });
    });
  }
}

function concatenation(pieces: readonly Output[], shape: readonly number[]): Output {
  const { dtype } = specOf(pieces[0] as Output);
  return makeOutput({
    op: "ConcatV2",
    inputs: [...pieces, constant([0], [], "int32")],
    attributes: { T: typeAttribute(dtype), N: { i: pieces.length }, Tidx: typeAttribute("int32") },
    outputs: [{ shape, dtype }],
  });
}

/** One value for each output of a graph, made when it is first asked for. */
class PerOutput<T> {
  readonly #values = new Map<GraphNode, T[]>();

  get({ node, index }: Output, make: () => T): T {
    const known = this.#values.get(node) ?? [];
    this.#values.set(node, known);
    return (known[index] ??= make());
  }
}
