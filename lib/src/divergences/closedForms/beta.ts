import betaln from "@stdlib/math-base-special-betaln";
import { Beta, Uniform } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { logGammaBregman } from "./logGammaBregman.js";

export const betaForms: readonly ClosedForm[] = [
  // log B(aq,bq) − log B(ap,bp) plus the digamma terms: the Bregman divergences of log Γ in a, b and a + b.
  closedForm(
    Beta,
    Beta,
    (p, q) => logGammaBregman(p.a, q.a) + logGammaBregman(p.b, q.b) - logGammaBregman(p.a + p.b, q.a + q.b),
  ),
  closedForm(Beta, Uniform, (p, q) => Math.log(q.width) - p.entropy()),
  closedForm(Uniform, Beta, (p, q) => {
    const logX = meanLog(p.low, p.high);
    const logOneMinusX = meanLog(1 - p.high, 1 - p.low);
    return betaln(q.a, q.b) - (q.a - 1) * logX - (q.b - 1) * logOneMinusX - p.entropy();
  }),
];

/** E log X for X uniform on [low, high], 0 ≤ low < high. */
function meanLog(low: number, high: number): number {
  const below = low === 0 ? 0 : low * Math.log(low);
  return (high * Math.log(high) - below) / (high - low) - 1;
}
