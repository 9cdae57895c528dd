import erf from "@stdlib/math-base-special-erf";
import { Laplace, log1pMinusX, Normal } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const normalForms: readonly ClosedForm[] = [
  closedForm(Normal, Normal, (p, q) => klOfNormals(p.mean, p.sd, q.mean, q.sd)),
  closedForm(Normal, Laplace, (p, q) => {
    const distance = Math.abs(p.mean - q.location);
    const z = distance / p.sd;
    const meanDistance =
      p.sd * Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z) + distance * erf(z / Math.SQRT2);
    return Math.log(2 * q.scale) + meanDistance / q.scale - p.entropy();
  }),
];

/** ½ [σp²/σq² − 1 − log(σp²/σq²) + (μp − μq)²/σq²], without cancellation when the two are close. */
export function klOfNormals(meanP: number, sdP: number, meanQ: number, sdQ: number): number {
  const z = (meanP - meanQ) / sdQ;
  return scaleTerm(sdP, sdQ) + 0.5 * z * z;
}

/** ½ (r² − 1) − log r for r = a / b: with e = r − 1 it is ½e² + (e − log(1 + e)), a sum of two squares, so to speak. */
export function scaleTerm(a: number, b: number): number {
  const excess = (a - b) / b;
  if (Math.abs(excess) <= 0.5) return 0.5 * excess * excess - log1pMinusX(excess);
  return excess + 0.5 * excess * excess - (Math.log(a) - Math.log(b));
}
