import erf from "@stdlib/math-base-special-erf";
import {
  expm1MinusX,
  Laplace,
  log1pMinusX,
  LogNormal,
  Normal,
  StudentT,
  STANDARD_NORMAL_ENTROPY,
} from "../../distributions/index.js";
import { closedForm, closedForms, type ClosedForm } from "./ClosedForm.js";
import { logRatio } from "../numerics/logRatio.js";
import { normalProjections, ofLogNormal } from "./normalProjection.js";
import { studentTNegentropy } from "./studentTNegentropy.js";

export const normalForms: readonly ClosedForm[] = [
  // With the shift and the ratio of scales from logarithms, which keep their digits where p is nearly normal.
  closedForm(LogNormal, Normal, (p, q) => {
    const { sd, negentropy } = ofLogNormal(p);
    if (sd === Infinity) return Infinity;
    const near = q.mean > 0 && Math.abs(p.mean - q.mean) < 0.1 * q.mean;
    const logMean = p.mu + 0.5 * p.sigma ** 2;
    const shift = near ? q.mean * Math.expm1(logMean - Math.log(q.mean)) : p.mean - q.mean;
    return negentropy + scaleTerm(sd, q.sd) + 0.5 * (shift / q.sd) ** 2;
  }),
  closedForm(StudentT, Normal, (p, q) => {
    if (p.df <= 2) return Infinity;
    const z = (p.location - q.mean) / q.sd;
    const logScales = logRatio(p.scale, q.sd) + 0.5 * Math.log1p(2 / (p.df - 2));
    return studentTNegentropy(p.df) + 0.5 * expm1MinusX(2 * logScales) + 0.5 * z * z;
  }),
  // A normal is determined by two moments, so KL(p ‖ q) is KL(p ‖ m) + KL(m ‖ q) for the m that has p's moments.
  ...closedForms(normalProjections, Normal, ({ mean, sd, negentropy }, q) =>
    sd === Infinity ? Infinity : negentropy + klOfNormals(mean, sd, q.mean, q.sd),
  ),
  closedForm(Normal, Laplace, (p, q) => {
    const distance = Math.abs(p.mean - q.location);
    const z = distance / p.sd;
    const meanDistance =
      p.sd * Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z) + distance * erf(z / Math.SQRT2);
    return Math.LN2 - STANDARD_NORMAL_ENTROPY + Math.log(q.scale) - Math.log(p.sd) + meanDistance / q.scale;
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
