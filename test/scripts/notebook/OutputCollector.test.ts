import { describe, expect, it } from "vitest";
import { createMessage, type Content } from "../../../scripts/kernel/wire.mjs";
import type { CodeCell } from "../../../scripts/notebook/nbformat.js";
import { OutputCollector } from "../../../scripts/notebook/OutputCollector.js";

/** Two cells and the collector that fills them. */
class Stage {
  readonly cells: CodeCell[] = [0, 1].map(() => ({
    cell_type: "code",
    metadata: {},
    source: "",
    execution_count: null,
    outputs: [],
  }));
  readonly #collector = new OutputCollector(() => undefined);
  readonly #requests = this.cells.map(
    (_, i) => createMessage("execute_request", {}, { session: `cell ${i}` }).header,
  );

  constructor() {
    this.cells.forEach((cell, i) => this.#collector.expect(this.#requests[i]?.msg_id ?? "", cell));
  }

  publish(cell: number, type: string, content: Content): void {
    const parent = this.#requests[cell] ?? {};
    this.#collector.accept(createMessage(type, content, { session: "kernel", parent }));
  }

  print(cell: number, text: string, name = "stdout"): void {
    this.publish(cell, "stream", { name, text });
  }

  show(cell: number, text: string, id?: string, type = "display_data"): void {
    const transient = id === undefined ? {} : { display_id: id };
    this.publish(cell, type, { data: { "text/plain": text }, metadata: {}, transient });
  }

  /** The text of each output of a cell. */
  texts(cell: number): unknown[] {
    return (this.cells[cell]?.outputs ?? []).map((output) =>
      output.output_type === "stream" ? output.text : (output["data"] as Content)["text/plain"],
    );
  }
}

describe("OutputCollector", () => {
  it("clears a cell's outputs at once, and only that cell's", () => {
    const stage = new Stage();
    stage.print(0, "kept\n");
    stage.print(1, "gone\n");
    stage.publish(1, "clear_output", { wait: false });
    expect(stage.texts(0)).toEqual(["kept\n"]);
    expect(stage.texts(1)).toEqual([]);
  });

  it("clears with wait when the next output comes, and not before", () => {
    const stage = new Stage();
    stage.print(0, "50 %\n");
    stage.publish(0, "clear_output", { wait: true });
    expect(stage.texts(0)).toEqual(["50 %\n"]);
    stage.print(0, "100 %\n");
    stage.print(0, "done\n");
    expect(stage.texts(0)).toEqual(["100 %\ndone\n"]);
  });

  it("updates every display of the id, in whichever cell it is, and no other", () => {
    const stage = new Stage();
    stage.show(0, "first", "a");
    stage.show(0, "other", "b");
    stage.show(1, "again", "a");
    stage.show(1, "without id");
    stage.show(1, "new", "a", "update_display_data");
    expect(stage.texts(0)).toEqual(["new", "other"]);
    expect(stage.texts(1)).toEqual(["new", "without id"]);
  });

  it("ignores an update of a display that is not there, and what belongs to no cell", () => {
    const stage = new Stage();
    stage.show(0, "new", "nowhere", "update_display_data");
    stage.publish(2, "stream", { name: "stdout", text: "stray\n" });
    expect([stage.texts(0), stage.texts(1)]).toEqual([[], []]);
  });

  it("joins prints of one stream and keeps the streams apart", () => {
    const stage = new Stage();
    stage.print(0, "a");
    stage.print(0, "b\n");
    stage.print(0, "oh\n", "stderr");
    stage.print(0, "c\n");
    expect(stage.texts(0)).toEqual(["ab\n", "oh\n", "c\n"]);
  });

  it("keeps of a line that is written over only what is seen at the end", () => {
    const stage = new Stage();
    for (const text of ["10 %\r", "50 %\r", "100 %\r\n", "next"]) stage.print(0, text);
    expect(stage.texts(0)).toEqual(["100 %\nnext"]);
  });
});
