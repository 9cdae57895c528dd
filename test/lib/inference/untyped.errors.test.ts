import { describe, expect, it } from "vitest";
import { Normal } from "kl-to-vae/distributions";
import { InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import {
  elboMonteCarlo,
  importanceSampling,
  LinearGaussianModel,
  reparameterizedGradient,
  scoreFunctionGradient,
} from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";

const logJoint = (z: number): number => -0.5 * z * z;
const text = (): string => "3";
const q = new Normal(0, 1);
const draws = { samples: 10, rng: new Rng(1) };
const halfNormal = { sample: (rng: Rng) => rng.normal(), logProb: logJoint };

/** Calls as a program without types may make them. */
type Untyped = (...given: unknown[]) => unknown;
const elbo = elboMonteCarlo as Untyped;
const weigh = importanceSampling as Untyped;
const path = reparameterizedGradient as Untyped;
const score = scoreFunctionGradient as Untyped;
const model: Untyped = (options) => new LinearGaussianModel(options as never);

describe("calls without types are told what is wrong", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["no proposal", () => weigh({ logJoint, ...draws }), /proposal must be a distribution.*it is undefined/],
    [
      "a proposal without a density",
      () => weigh({ logJoint, proposal: { sample: () => 0 }, ...draws }),
      /no logProb/,
    ],
    [
      "no log joint",
      () => weigh({ proposal: q, ...draws }),
      /logJoint must be a function, but it is undefined/,
    ],
    [
      "an ELBO without q",
      () => elbo(logJoint, undefined, draws),
      /q must be a distribution.*it is undefined/,
    ],
    ["an ELBO under null", () => elbo(logJoint, null, draws), /q must be a distribution.*it is null/],
    ["an ELBO of a number", () => elbo(5, q, draws), /logJoint must be a function, but it is 5/],
    [
      "a q without entropy",
      () => elbo(logJoint, halfNormal, { ...draws, entropy: "closed-form" }),
      /no entropy/,
    ],
    [
      "a path of no function",
      () => path(5, { mean: 0, sd: 1, ...draws }),
      /derivative must be a function.*is 5/,
    ],
    ["a path from null", () => path(logJoint, { mean: null, sd: 1, ...draws }), /mean is null/],
    ["a path without sd", () => path(logJoint, { mean: 0, sd: undefined, ...draws }), /sd undefined/],
    ["a path from an object", () => path(logJoint, { mean: {}, sd: [1], ...draws }), /mean must be an array/],
    [
      "a vector's without sd",
      () => path(logJoint, { mean: [0], sd: undefined, ...draws }),
      /sd must be an array/,
    ],
    [
      "a vector's without either",
      () => path(logJoint, { mean: [0], ...draws }),
      /needs sd or choleskyFactor/,
    ],
    [
      "a score of no function",
      () => score(5, { mean: 0, sd: 1, ...draws }),
      /f must be a function, but it is 5/,
    ],
    ["a score from null", () => score(logJoint, { mean: null, sd: 1, ...draws }), /mean is null/],
    ["a model of nothing", () => model(undefined), /pass { weights, noiseCovariance }/],
    ["a model without weights", () => model({ noiseCovariance: [[1]] }), /weights/],
    ["a model without noise", () => model({ weights: [[1]] }), /noiseCovariance/],
    [
      "a model's offset of 5",
      () => model({ weights: [[1]], noiseCovariance: [[1]], offset: 5 }),
      /offset must be an array/,
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow(message);
  });

  it("a log joint that returns text, though JavaScript would count with it", () => {
    for (const call of [
      () => weigh({ logJoint: text, proposal: q, ...draws }),
      () => elbo(text, q, draws),
      () => elbo(text, q, { ...draws, entropy: "closed-form" }),
    ]) {
      expect(call).toThrow(NonFiniteError);
      expect(call).toThrow(/logJoint must return a number, but at z = .* it returned "3"/);
    }
  });

  it("but a q of the caller's own needs no entropy for a sampled ELBO", () => {
    expect(elbo(logJoint, halfNormal, draws)).toMatchObject({ estimate: 0, standardError: 0 });
  });
});
