import { describe, expect, it } from "vitest";
import { commitOutputs } from "../../../scripts/notebook/commitOutputs.js";
import type { CodeCell, Notebook } from "../../../scripts/notebook/nbformat.js";
import { staleness } from "../../../scripts/notebook/outputsKey.js";

const printed = (text: string): CodeCell["outputs"] => [{ output_type: "stream", name: "stdout", text }];

function code(
  source: string,
  tags: string[] = [],
  outputs: CodeCell["outputs"] = [],
  count: number | null = null,
): CodeCell {
  return { cell_type: "code", metadata: { tags }, source, outputs, execution_count: count };
}

const prose = { cell_type: "markdown" as const, metadata: {}, source: "Prose." };
const source: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [prose, code("let n = 1;", ["parameters"]), code("n + 1")],
};
const executed: Notebook = {
  ...source,
  cells: [
    prose,
    code("let n = 1;", ["parameters"], [], 1),
    code("let n = 2;", ["injected-parameters"], [], 2),
    code("n + 1", [], printed("3\n"), 3),
  ],
};
const made = { parameters: { n: "2" }, digits: "MNIST" };

describe("commitOutputs", () => {
  it("takes the outputs of the run over, without the injected parameters and without counting them", () => {
    const { cells } = commitOutputs(source, executed, made);
    expect(cells).toEqual([
      prose,
      code("let n = 1;", ["parameters"], [], 1),
      code("n + 1", [], printed("3\n"), 2),
    ]);
  });

  it("gives outputs that are fresh until a code cell is edited, prose aside", () => {
    const committed = commitOutputs(source, executed, made);
    expect(staleness(committed)).toBeUndefined();
    const [, ...rest] = committed.cells;
    expect(
      staleness({ ...committed, cells: [{ ...prose, source: "Other prose." }, ...rest] }),
    ).toBeUndefined();
    const edited = committed.cells.map((cell) =>
      cell.source === "n + 1" ? { ...cell, source: "n + 2" } : cell,
    );
    expect(staleness({ ...committed, cells: edited })).toContain("have changed");
  });

  it("leaves a notebook without outputs alone, and refuses outputs of unknown origin", () => {
    expect(staleness(source)).toBeUndefined();
    expect(staleness(executed)).toContain("were not made by `npm run notebooks`");
  });
});
