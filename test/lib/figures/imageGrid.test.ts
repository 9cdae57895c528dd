import { ndarray } from "kl-to-vae/array";
import { comparisonGrid, imageGrid } from "kl-to-vae/figures";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import { describe, expect, it } from "vitest";

const pair = ndarray(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2]);
const bare = { alt: "A test.", padding: 0, scale: 1 };

describe("imageGrid", () => {
  it("lays images side by side with white between", () => {
    const { width, height, channels, data } = imageGrid(pair, { ...bare, columns: 2, padding: 1 });
    expect([width, height, channels]).toStrictEqual([5, 2, 1]);
    expect([...data]).toStrictEqual([1, 2, 255, 5, 6, 3, 4, 255, 7, 8]);
  });

  it("fills the last row with white", () => {
    const grid = imageGrid(ndarray(Uint8Array.of(1, 2, 3), [3, 1, 1]), { ...bare, columns: 2 });
    expect([...grid.data]).toStrictEqual([1, 2, 3, 255]);
  });

  it("repeats pixels by a whole factor", () => {
    const { data } = imageGrid(ndarray(Uint8Array.of(1, 2), [1, 1, 2]), { ...bare, scale: 2 });
    expect([...data]).toStrictEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });

  it("spreads numbers in [0, 1] over the bytes and keeps colours together", () => {
    const { data, channels } = imageGrid(ndarray(Float32Array.of(0, 0.5, 1), [1, 1, 1, 3]), bare);
    expect([channels, ...data]).toStrictEqual([3, 0, 128, 255]);
  });

  it("leaves room for labels and says where they stand", () => {
    const grid = imageGrid(pair, { ...bare, columns: 2, labels: ["a", "b"], rowLabels: ["row"] });
    expect(grid.labels).toMatchObject([
      { text: "row", align: "right", y: 1 },
      { text: "a", align: "centre", x: 33 },
      { text: "b", align: "centre", x: 35 },
    ]);
    expect([grid.width, grid.height]).toStrictEqual([36, 20]);
  });

  it("refuses values that are no pixels, and names the image", () => {
    const draw = (...values: number[]): unknown =>
      imageGrid(ndarray(Float64Array.from(values), [2, 1, 1]), bare);
    expect(() => draw(0, NaN)).toThrow(NonFiniteError);
    expect(() => draw(0, 1.5)).toThrow("image 1 has a 1.5");
    expect(() => draw(-0.1, 0)).toThrow(InvalidArgumentError);
  });

  it("refuses other shapes, empty arrays, odd options and missing text", () => {
    expect(() => imageGrid(ndarray(Uint8Array.of(1, 2), [1, 2]), bare)).toThrow(ShapeError);
    expect(() => imageGrid(ndarray(new Uint8Array(0), [0, 2, 2]), bare)).toThrow(ShapeError);
    expect(() => imageGrid(ndarray(new Uint8Array(2), [1, 1, 1, 2]), bare)).toThrow(ShapeError);
    expect(() => imageGrid(pair, { ...bare, scale: 1.5 })).toThrow("scale must be a whole number");
    expect(() => imageGrid(pair, { ...bare, columns: 0 })).toThrow("columns must be a whole number");
    expect(() => imageGrid(pair, { ...bare, labels: ["one"] })).toThrow("labels for 1");
    expect(() => imageGrid(pair, { ...bare, alt: "" })).toThrow("alternative text");
  });
});

describe("comparisonGrid", () => {
  it("puts images of the same number under each other", () => {
    const first = ndarray(Uint8Array.of(1, 2), [2, 1, 1]);
    const second = ndarray(Float32Array.of(0, 1), [2, 1, 1]);
    const grid = comparisonGrid([{ label: "", images: first }, { label: "", images: second }], bare); // prettier-ignore
    expect([grid.width, grid.height, ...grid.data]).toStrictEqual([2, 2, 1, 2, 0, 255]);
  });

  it("refuses rows that differ in shape, and no rows", () => {
    const images = ndarray(Uint8Array.of(1), [1, 1, 1]);
    expect(() => comparisonGrid([{ label: "a", images }, { label: "b", images: pair }], bare)).toThrow('"b" has [2, 2, 2, 1]'); // prettier-ignore
    expect(() => comparisonGrid([], bare)).toThrow(InvalidArgumentError);
  });
});
