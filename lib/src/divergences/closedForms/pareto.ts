import { LogNormal, Pareto, STANDARD_NORMAL_ENTROPY, Uniform } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { logRatio } from "../numerics/logRatio.js";
import { logRatioTerm } from "../numerics/logRatioTerm.js";
import { meanLogDeviation } from "../numerics/meanLogDeviation.js";
import { klOfNormals } from "./normal.js";

/** ½ log(2πe) − 1: how much less entropy an exponential distribution has than a normal one of the same variance. */
const EXPONENTIAL_NEGENTROPY = STANDARD_NORMAL_ENTROPY - 1;

/** Distributions of quantities whose logarithm is exponential or normal. */
export const paretoForms: readonly ClosedForm[] = [
  closedForm(Pareto, Pareto, (p, q) => logRatioTerm(q.shape, p.shape) + q.shape * logRatio(p.scale, q.scale)),
  closedForm(Uniform, Pareto, (p, q) => {
    const meanLog = logRatio(p.mean, q.scale) + meanLogDeviation(p.width / 2 / p.mean);
    return (q.shape + 1) * meanLog - Math.log(q.shape) - logRatio(p.width, q.scale);
  }),
  closedForm(LogNormal, LogNormal, (p, q) => klOfNormals(p.mu, p.sigma, q.mu, q.sigma)),
  closedForm(
    Pareto,
    LogNormal,
    (p, q) =>
      EXPONENTIAL_NEGENTROPY + klOfNormals(Math.log(p.scale) + 1 / p.shape, 1 / p.shape, q.mu, q.sigma),
  ),
];
