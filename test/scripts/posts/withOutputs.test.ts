import { describe, expect, it } from "vitest";
import type { Cell, Output } from "../../../scripts/notebook/nbformat.js";
import { withOutputs } from "../../../scripts/posts/notebook/withOutputs.js";

const code = (source: string, outputs: Output[] = [], tags: string[] = []): Cell => ({
  cell_type: "code",
  source,
  outputs,
  execution_count: null,
  metadata: { tags },
});
const prose = (source: string): Cell => ({ cell_type: "markdown", source, metadata: {} });
const printed: Output = { output_type: "stream", name: "stdout", text: "1\n" };

describe("withOutputs", () => {
  it("joins prose as it is now with outputs as they were, and shows the parameters of the run", () => {
    const source = [prose("new"), code("p", [], ["parameters"]), code("a"), prose("more")];
    const injected = code("p = 2", [], ["injected-parameters"]);
    const executed = [prose("old"), code("p", [], ["parameters"]), injected, code("a", [printed])];
    expect(withOutputs(source, executed)).toEqual([
      prose("new"),
      code("p", [], ["parameters"]),
      injected,
      code("a", [printed]),
      prose("more"),
    ]);
  });

  it("joins nothing when the code has changed since", () => {
    expect(withOutputs([code("a")], [code("b", [printed])])).toBeUndefined();
    expect(withOutputs([code("a"), code("b")], [code("a", [printed])])).toBeUndefined();
  });
});
