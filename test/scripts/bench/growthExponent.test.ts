import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growthExponent } from "../../../scripts/bench/report/growthExponent.js";

describe("the exponent of a growth", () => {
  it("is the power of a power law, whatever its factor", () => {
    const range = { noNaN: true, noDefaultInfinity: true };
    const powers = fc.double({ ...range, min: -3, max: 3 });
    const factors = fc.double({ ...range, min: 1e-3, max: 1e3 });
    fc.assert(
      fc.property(powers, factors, (power, factor) => {
        const x = [2, 8, 16, 128];
        expect(
          growthExponent(
            x,
            x.map((value) => factor * value ** power),
          ),
        ).toBeCloseTo(power, 9);
      }),
    );
  });

  it("is the slope of least squares between the logarithms", () => {
    // ln y = (0, 1, 0) at ln x = (0, 1, 2) has slope 0; (0, 1, 4) has slope 2.
    const x = [1, Math.E, Math.E ** 2];
    expect(growthExponent(x, [1, Math.E, 1])).toBeCloseTo(0, 12);
    expect(growthExponent(x, [1, Math.E, Math.E ** 4])).toBeCloseTo(2, 12);
  });
});
