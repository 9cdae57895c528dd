import { describe, expect, it } from "vitest";
import { klDivergence, renyiDivergence, type DivergenceArgument } from "kl-to-vae/divergences";
import { Gamma, Laplace, Normal } from "kl-to-vae/distributions";

describe("renyiDivergence of a small order", () => {
  it("is to first order α KL(q ‖ p), down to orders that 1 − α cannot tell from 0", () => {
    for (const [p, q] of [
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
      [new Normal(0, 1), new Normal(1, 2)],
      [new Laplace(0, 1), new Laplace(1, 2)],
      [new Gamma(2, 1), new Gamma(3, 2)],
    ] as [DivergenceArgument, DivergenceArgument][]) {
      const limit = renyiDivergence(p, q, 1e-13) / 1e-13;
      expect(renyiDivergence(p, q, 1e-20) / 1e-20 / limit).toBeCloseTo(1, 11);
      if (!(p instanceof Laplace)) expect(limit / klDivergence(q, p)).toBeCloseTo(1, 11);
    }
  });
});
