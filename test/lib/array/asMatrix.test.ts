import { describe, expect, it } from "vitest";
import { asMatrix, type MatrixLike } from "kl-to-vae/array";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";

describe("asMatrix", () => {
  it("takes typed arrays as rows", () => {
    const rows = [Float64Array.of(1, 2), Float32Array.of(3, 4)] as unknown as MatrixLike;
    expect(asMatrix(rows)).toEqual({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] });
  });

  it.each([
    ["nothing", undefined, InvalidArgumentError, /^readings must be an array of rows.*undefined/],
    ["null", null, InvalidArgumentError, /^readings.*null/],
    ["a string", "1 2", InvalidArgumentError, /^readings.*a string/],
    ["a map", new Map(), InvalidArgumentError, /^readings.*an object of class Map/],
    ["a typed array", Float64Array.of(1), InvalidArgumentError, /^readings.*Float64Array/],
    ["no rows", [], ShapeError, /^The rows of readings are none/],
    ["a row without columns", [[]], ShapeError, /^The rows of readings.*row 0 has none/],
    ["a later row without columns", [[1], []], ShapeError, /^The rows of readings.*row 1 has none/],
    ["rows of unequal length", [[1], [1, 2]], ShapeError, /^The rows of readings.*row 1 has 2/],
    ["a row that is null", [[1], null], InvalidArgumentError, /^The rows of readings.*row 1 is null/],
    ["a string in a row", [[1], ["2"]], InvalidArgumentError, /^The rows of readings.*row 1, column 0 is 2/],
  ])("refuses %s, and says what it is called", (_, values, type, message) => {
    const read = (): unknown => asMatrix(values as MatrixLike, "readings");
    expect(read).toThrow(type);
    expect(read).toThrow(message);
  });
});
