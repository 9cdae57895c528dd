import { gaussianEllipse } from "kl-to-vae/figures";
import { InvalidArgumentError, NonFiniteError, ShapeError, SingularCovarianceError } from "kl-to-vae/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("gaussianEllipse", () => {
  it("lies at the given Mahalanobis distance from the mean all around", () => {
    const reals = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(reals(0.1, 9), reals(0.1, 9), reals(-0.95, 0.95), reals(0.5, 3), (vx, vy, rho, sds) => {
        const c = rho * Math.sqrt(vx * vy);
        const { x, y } = gaussianEllipse([3, -1], [[vx, c], [c, vy]], { sds }); // prettier-ignore
        x.forEach((at, i) => {
          const [dx, dy] = [at - 3, (y[i] as number) + 1];
          const distance = (vy * dx * dx - 2 * c * dx * dy + vx * dy * dy) / (vx * vy - c * c);
          expect(distance / sds ** 2).toBeCloseTo(1, 6);
        });
      }),
    );
  });

  it("ends where it starts", () => {
    const { x, y } = gaussianEllipse([0, 0], [[1, 0], [0, 1]], { points: 5 }); // prettier-ignore
    expect([x.length, x[4], y[4]]).toStrictEqual([5, x[0], y[0]]);
  });

  it("refuses covariances that are singular, asymmetric, of another shape or not finite", () => {
    const draw = (covariance: number[][]): unknown => gaussianEllipse([0, 0], covariance);
    expect(() => draw([[1, 1], [1, 1]])).toThrow(SingularCovarianceError); // prettier-ignore
    expect(() => draw([[0, 0], [0, 1]])).toThrow(SingularCovarianceError); // prettier-ignore
    expect(() => draw([[1, 0.5], [0, 1]])).toThrow(InvalidArgumentError); // prettier-ignore
    expect(() => draw([[1]])).toThrow(ShapeError);
    expect(() => draw([[1, NaN], [NaN, 1]])).toThrow(NonFiniteError); // prettier-ignore
  });
});
