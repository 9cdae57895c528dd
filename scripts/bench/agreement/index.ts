import type { Agreement, LossAgreement, SeedAgreement } from "./Agreement.js";
import { digitSets } from "./digitSets.js";
import { nameOf, type ModelShape } from "./ModelShape.js";
import { ours, pyTorch } from "./sides.js";

/** The original's two models, with the test losses that it published. */
const first = { model: { hidden: [400], latentDim: 20 }, testLoss: 87.647 };
const second = { model: { hidden: [400, 150], latentDim: 2 }, testLoss: 140.244 };

/** All agreements, in the order in which they are looked for. */
export const agreements: readonly Agreement[] = [
  losses(first.model),
  losses(second.model),
  seeds({ ...first, bar: 0.3 }),
  seeds({ ...second, bar: 1 }),
];

function losses(model: ModelShape): LossAgreement {
  const steps = 100;
  return {
    kind: "losses",
    name: `losses-${nameOf(model)}`,
    title: `the first ${steps} losses of the VAE ${nameOf(model)} from the same weights, batches and noise`,
    ...common(model),
    steps,
    bar: 1e-4,
  };
}

function seeds({
  model,
  testLoss,
  bar,
}: {
  model: ModelShape;
  testLoss: number;
  bar: number;
}): SeedAgreement {
  return {
    kind: "seeds",
    name: `seeds-${nameOf(model)}`,
    title: `the test loss (−ELBO, one draw) of the VAE ${nameOf(model)} after training from different seeds`,
    ...common(model),
    bar,
    published: { testLoss, epochs: 10 },
  };
}

function common(model: ModelShape): Pick<Agreement, "model" | "sides" | "digits"> {
  return { model, sides: [ours, pyTorch], digits: digitSets };
}
