import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permuteAxes, sizeOf } from "kl-to-vae/array";
import { InvalidArgumentError } from "kl-to-vae/errors";

describe("permuteAxes", () => {
  it("transposes a matrix", () => {
    const matrix = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
    expect(permuteAxes(matrix, [1, 0])).toEqual({ data: Float32Array.of(1, 4, 2, 5, 3, 6), shape: [3, 2] });
  });

  it("leaves a scalar as it is", () => {
    expect(permuteAxes({ data: Float32Array.of(7), shape: [] }, [])).toEqual({
      data: Float32Array.of(7),
      shape: [],
    });
  });

  it("moves every element to the place that its axes say, and back", () => {
    const arrays = fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 })
      .chain((shape) =>
        fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
      );
    fc.assert(
      fc.property(arrays, ([shape, axes]) => {
        const array = { data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => i), shape };
        const permuted = permuteAxes(array, axes);
        expect(permuted.shape).toEqual(axes.map((axis) => shape[axis]));
        permuted.data.forEach((value, place) => {
          const there = indexOf(place, permuted.shape);
          const here = indexOf(value, shape);
          expect(axes.map((axis) => here[axis])).toEqual(there);
        });
        const inverse = axes.map((_, i) => axes.indexOf(i));
        expect(permuteAxes(permuted, inverse)).toEqual(array);
      }),
    );
  });

  it.each([[[0]], [[0, 0]], [[0, 2]], [[0, 1, 2]]])("refuses the axes %j for a matrix", (axes) => {
    expect(() => permuteAxes({ data: new Float32Array(4), shape: [2, 2] }, axes)).toThrow(
      InvalidArgumentError,
    );
  });
});

/** The index along each axis of the element at a place. */
function indexOf(place: number, shape: readonly number[]): number[] {
  return shape.map((length, axis) => Math.floor(place / sizeOf(shape.slice(axis + 1))) % length);
}
