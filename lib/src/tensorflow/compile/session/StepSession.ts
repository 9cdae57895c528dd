import { sizeOf } from "../../../array/index.js";
import type { GraphNode } from "../graph/index.js";
import type { StepLoss } from "../StepLoss.js";
import { GraphSession, portOf, type FeedValue } from "./GraphSession.js";
import type { StepProgram } from "./StepProgram.js";
import { storedVariable, type StoredVariable } from "./StoredVariable.js";

/** An array for each variable and, behind it, for each of its slots; undefined where nothing is to change. */
export type StoredArrays = readonly (readonly (Float32Array | undefined)[])[];

/** The variables and slots of a step in a session of TensorFlow, and the programs that change them. */
export class StepSession<L extends StepLoss> {
  /** Of each variable the array itself and behind it its slots. */
  readonly stored: readonly (readonly StoredVariable[])[];
  readonly #shapes: readonly (readonly number[])[];
  /** What is stored, as long as there is no program and so no need of a session. */
  #waiting: readonly (readonly Float32Array[])[];
  #session: GraphSession | undefined;

  /** @param arrays what is stored at first; they become the session's own */
  constructor(shapes: readonly (readonly number[])[], arrays: readonly (readonly Float32Array[])[]) {
    this.#shapes = shapes;
    this.#waiting = arrays;
    this.stored = arrays.map((row, i) =>
      row.map((_, j) => storedVariable(`variable${i}/array${j}`, shapes[i] as readonly number[])),
    );
  }

  /**
   * Gives the session other programs. What is stored stays.
   *
   * @throws BackendError if TensorFlow refuses one; the session is as before then
   */
  replacePrograms(programs: readonly StepProgram<L>[]): void {
    const session = this.#open(programs);
    try {
      writeArrays(session, this.stored, this.#shapes, this.read());
    } catch (error) {
      session.dispose();
      throw error;
    }
    this.#session?.dispose();
    this.#session = session;
    this.#waiting = [];
  }

  /**
   * Does one step, with a value for each of the program's placeholders.
   *
   * @returns reads the loss and the metrics, once
   */
  run({ end, integers, placeholders }: StepProgram<L>, values: readonly FeedValue[]): () => number[] {
    const read = (this.#session as GraphSession).run(placeholders, values, [portOf(end)]);
    return () => {
      const numbers = read()[0] as Float32Array;
      const bits = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
      return integers.map((isInteger, i) => (isInteger ? bits : numbers)[i] as number);
    };
  }

  /** Copies of all that is stored. */
  read(): Float32Array[][] {
    if (this.#session === undefined) return this.#waiting.map((row) => row.map((array) => array.slice()));
    const ports = this.stored.map((row) => row.map(({ read }) => portOf(read.node)));
    const arrays = this.#session.run([], [], ports.flat())();
    return ports.map((row, i) => row.map((_, j) => arrays[i * row.length + j] as Float32Array));
  }

  /** Stores the arrays that are given; they become the session's own. */
  write(arrays: StoredArrays): void {
    if (this.#session !== undefined) writeArrays(this.#session, this.stored, this.#shapes, arrays);
    this.#waiting = this.#waiting.map((row, i) => row.map((array, j) => arrays[i]?.[j] ?? array));
  }

  dispose(): void {
    this.#session?.dispose();
  }

  #open(programs: readonly StepProgram<L>[]): GraphSession {
    const access = this.stored.flat().flatMap(({ read, write }): GraphNode[] => [read.node, write]);
    const before = new Map(programs.flatMap(({ schedule }) => [...schedule]));
    return new GraphSession([...access, ...programs.map(({ end }) => end)], before);
  }
}

function writeArrays(
  session: GraphSession,
  stored: readonly (readonly StoredVariable[])[],
  shapes: readonly (readonly number[])[],
  arrays: StoredArrays,
): void {
  const entries = stored.flatMap((row, i) =>
    row.flatMap((place, j) => {
      const array = arrays[i]?.[j];
      return array ? [{ place, array, shape: shapes[i] as readonly number[] }] : [];
    }),
  );
  session.run(
    entries.map(({ place }) => portOf(place.fed)),
    entries.map(({ array, shape }) => ({ data: array, shape, dtype: "float32" as const })),
    entries.map(({ place }) => portOf(place.write)),
  )();
}

/** Zeros for every slot behind the values of the variables. */
export function withEmptySlots(
  values: readonly Float32Array[],
  shapes: readonly (readonly number[])[],
  slots: number,
): readonly (readonly Float32Array[])[] {
  return values.map((value, i) => [
    value,
    ...Array.from({ length: slots }, () => new Float32Array(sizeOf(shapes[i] as readonly number[]))),
  ]);
}
