import { Beta, Dirichlet, klTerm } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { logGammaRest } from "../numerics/logGammaRest.js";

export const dirichletForms: readonly ClosedForm[] = [
  closedForm(Dirichlet, Dirichlet, (p, q) => klOfDirichlets(p.concentration, q.concentration)),
  closedForm(Beta, Beta, klOfBetas),
];

export function klOfBetas(p: Pick<Beta, "a" | "b">, q: Pick<Beta, "a" | "b">): number {
  return klOfDirichlets([p.a, p.b], [q.a, q.b]);
}

/**
 * log B(q) − log B(p) + Σ (pᵢ − qᵢ)(ψ(pᵢ) − ψ(Σp)): the Bregman divergences of log Γ at the entries less that at their sum. The
 * parts of it that are Bregman divergences of x log x add up to Σq times the KL divergence of the means, q's from p's.
 */
function klOfDirichlets(p: readonly number[], q: readonly number[]): number {
  const totalP = sum(p);
  const totalQ = sum(q);
  const differences = q.map((c, i) => c - (p[i] as number));
  const difference = sum(differences);
  const scale = totalQ / totalP;
  return p.reduce(
    (total, a, i) => {
      const c = q[i] as number;
      // c − a·scale, from differences that are exact where p is close to q.
      const excess = (differences[i] as number) - a * (difference / totalP);
      return total + klTerm(c, a * scale, excess) + logGammaRest(a, c);
    },
    -logGammaRest(totalP, totalQ, difference),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
