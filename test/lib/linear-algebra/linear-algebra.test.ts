import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, ndarray, toRows, type NdArray } from "kl-to-vae/array";
import { InvalidArgumentError, NonFiniteError, ShapeError, SingularCovarianceError } from "kl-to-vae/errors";
import {
  cholesky,
  inverseFromCholesky,
  invertLowerTriangular,
  logDeterminantFromCholesky,
  orthonormalBasis,
  solveLowerTriangular,
  svd,
  symmetricEigen,
} from "kl-to-vae/linear-algebra";

function multiply(a: NdArray, b: NdArray): NdArray<Float64Array> {
  const [n, m] = a.shape as [number, number];
  const k = b.shape[1] as number;
  const data = new Float64Array(n * k);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < k; j++)
      for (let l = 0; l < m; l++) data[i * k + j]! += a.data[i * m + l]! * b.data[l * k + j]!;
  return { data, shape: [n, k] };
}

function transpose({ data, shape }: NdArray): NdArray<Float64Array> {
  const [n, m] = shape as [number, number];
  return {
    data: Float64Array.from({ length: n * m }, (_, i) => data[(i % n) * m + Math.floor(i / n)]!),
    shape: [m, n],
  };
}

function expectClose(actual: NdArray, expected: NdArray, tolerance = 1e-9): void {
  expect(actual.shape).toEqual(expected.shape);
  actual.data.forEach((value, i) => {
    expect(Math.abs(value - expected.data[i]!)).toBeLessThan(tolerance);
  });
}

const identity = (d: number): NdArray => ({
  data: Float64Array.from({ length: d * d }, (_, i) => (i % (d + 1) === 0 ? 1 : 0)),
  shape: [d, d],
});

const square = fc
  .integer({ min: 1, max: 5 })
  .chain((d) =>
    fc
      .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: d * d, maxLength: d * d })
      .map((values) => ndarray(Float64Array.from(values), [d, d])),
  );
const positiveDefinite = square.map((a) => {
  const product = multiply(a, transpose(a));
  const d = a.shape[0]!;
  for (let i = 0; i < d; i++) product.data[i * d + i]! += 0.5;
  return product;
});

describe("cholesky", () => {
  it("cholesky(A) is lower triangular and L Lᵀ is A", () => {
    fc.assert(
      fc.property(positiveDefinite, (a) => {
        const L = cholesky(a);
        const d = a.shape[0]!;
        L.data.forEach((value, i) => {
          if (i % d > Math.floor(i / d)) expect(value).toBe(0);
        });
        expectClose(multiply(L, transpose(L)), a);
      }),
      { seed: 1 },
    );
  });

  it("cholesky of [[4, 2], [2, 5]] is [[2, 0], [1, 2]], and the log-determinant ln 16", () => {
    const L = cholesky([
      [4, 2],
      [2, 5],
    ]);
    expect(toRows(L)).toEqual([
      [2, 0],
      [1, 2],
    ]);
    expect(logDeterminantFromCholesky(L)).toBeCloseTo(Math.log(16), 12);
  });

  it("cholesky names cause and remedy for a singular matrix", () => {
    const singular = [
      [1, 2],
      [2, 4],
    ];
    expect(() => cholesky(singular)).toThrow(SingularCovarianceError);
    expect(() => cholesky(singular)).toThrow(/no variance.*diagonal/s);
    expect(() => cholesky([[0]])).toThrow(SingularCovarianceError);
    expect(() => cholesky([[-1]])).toThrow(SingularCovarianceError);
  });

  it("cholesky refuses what is not square, symmetric or finite", () => {
    expect(() => cholesky([[1, 0]])).toThrow(ShapeError);
    expect(() =>
      cholesky([
        [1, 0.1],
        [0, 1],
      ]),
    ).toThrow(InvalidArgumentError);
    expect(() => cholesky([[Number.NaN]])).toThrow(NonFiniteError);
  });

  it("cholesky takes a matrix whose asymmetry is rounding", () => {
    const L = cholesky([
      [1, 0.3 + 1e-16],
      [0.3, 1],
    ]);
    expect(L.data[2]).toBeCloseTo(0.3, 14);
  });
});

describe("triangular systems", () => {
  it("solveLowerTriangular, invertLowerTriangular and inverseFromCholesky undo their matrices", () => {
    fc.assert(
      fc.property(positiveDefinite, (a) => {
        const d = a.shape[0]!;
        const L = cholesky(a);
        const b = Float64Array.from({ length: d }, (_, i) => i + 1);
        const x = ndarray(solveLowerTriangular(L, b), [d, 1]);
        expectClose(multiply(L, x), ndarray(b, [d, 1]));
        expectClose(multiply(L, invertLowerTriangular(L)), identity(d));
        expectClose(multiply(a, inverseFromCholesky(L)), identity(d), 1e-8);
      }),
      { seed: 2 },
    );
  });

  it("solveLowerTriangular refuses a vector of another length", () => {
    expect(() => solveLowerTriangular(fromRows([[1]]), new Float64Array(2))).toThrow(ShapeError);
  });
});

describe("symmetricEigen and svd", () => {
  it("symmetricEigen takes denormal numbers, beside others and alone", () => {
    const eigenvalues = (a: number, b: number, c: number): number[] => [
      ...symmetricEigen([
        [a, b],
        [b, c],
      ]).values,
    ];
    expect(eigenvalues(0, -5e-324, -2e-14)).toEqual([0, -2e-14]);
    const [first, second] = eigenvalues(1e-310, 1e-310, 2e-310);
    expect(first! / 1e-310).toBeCloseTo((3 + Math.sqrt(5)) / 2, 10);
    expect(second! / 1e-310).toBeCloseTo((3 - Math.sqrt(5)) / 2, 10);
  });

  it("symmetricEigen gives descending values and orthonormal vectors that diagonalise", () => {
    fc.assert(
      fc.property(positiveDefinite, (a) => {
        const d = a.shape[0]!;
        const { values, vectors } = symmetricEigen(a);
        expect([...values]).toEqual([...values].sort((x, y) => y - x));
        expectClose(multiply(transpose(vectors), vectors), identity(d));
        const diagonal = identity(d).data.map((one, i) => one * values[i % d]!);
        expectClose(multiply(multiply(vectors, ndarray(diagonal, [d, d])), transpose(vectors)), a);
      }),
      { seed: 3 },
    );
  });

  it.each([
    [
      "tall",
      [
        [1, 2],
        [3, 4],
        [5, 7],
      ],
    ],
    [
      "wide",
      [
        [1, 3, 5],
        [2, 4, 7],
      ],
    ],
  ])("svd of a %s matrix multiplies back", (_, rows) => {
    const { u, singularValues, v } = svd(rows);
    expect(singularValues).toHaveLength(2);
    const scaled = ndarray(
      u.data.map((value, i) => value * singularValues[i % 2]!),
      u.shape,
    );
    expectClose(multiply(scaled, transpose(v)), fromRows(rows));
  });

  it("orthonormalBasis spans the columns and refuses dependent ones", () => {
    const basis = orthonormalBasis([
      [2, 2],
      [0, 3],
      [0, 0],
    ]);
    expectClose(multiply(transpose(basis), basis), identity(2));
    expect(basis.data[4]).toBeCloseTo(0, 12);
    expect(() =>
      orthonormalBasis([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow(InvalidArgumentError);
    expect(() => orthonormalBasis([[1, 2]])).toThrow(InvalidArgumentError);
  });
});
