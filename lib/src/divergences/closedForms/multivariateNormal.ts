import { DiagonalNormal, MultivariateNormal } from "../../distributions/index.js";
import { solveLowerTriangular } from "../../linear-algebra/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { klOfNormals, scaleTerm } from "./normal.js";

export const multivariateNormalForms: readonly ClosedForm[] = [
  closedForm(DiagonalNormal, DiagonalNormal, (p, q) =>
    p.mean.reduce(
      (sum, mean, i) => sum + klOfNormals(mean, p.sd[i] as number, q.mean[i] as number, q.sd[i] as number),
      0,
    ),
  ),
  closedForm(MultivariateNormal, MultivariateNormal, klOfFullNormals),
  closedForm(DiagonalNormal, MultivariateNormal, (p, q) => klOfFullNormals(full(p), q)),
  closedForm(MultivariateNormal, DiagonalNormal, (p, q) => klOfFullNormals(p, full(q))),
];

/**
 * ½ [tr(Σq⁻¹Σp) − d − log det(Σq⁻¹Σp) + |Lq⁻¹(μp − μq)|²]. With the triangular A = Lq⁻¹ Lp this is the sum of
 * ½(Aᵢᵢ² − 1) − log Aᵢᵢ, of half the squares below the diagonal, and of half the whitened distance: no term is negative.
 */
function klOfFullNormals(p: MultivariateNormal, q: MultivariateNormal): number {
  const d = p.dimension;
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const column = Float64Array.from({ length: d }, (_, i) => p.choleskyFactor.data[i * d + j] as number);
    const whitened = solveLowerTriangular(q.choleskyFactor, column);
    const diagonalQ = q.choleskyFactor.data[j * d + j] as number;
    sum += scaleTerm(column[j] as number, diagonalQ);
    for (let i = j + 1; i < d; i++) sum += 0.5 * (whitened[i] as number) ** 2;
  }
  const difference = Float64Array.from(p.mean, (mean, i) => mean - (q.mean[i] as number));
  return solveLowerTriangular(q.choleskyFactor, difference).reduce((total, z) => total + 0.5 * z * z, sum);
}

function full(p: DiagonalNormal): MultivariateNormal {
  return new MultivariateNormal(
    p.mean,
    p.variance.map((variance, i) => p.variance.map((_, j) => (i === j ? variance : 0))),
  );
}
