import { ourEm, scikitLearnEm } from "../comparisons/emContestants.js";
import { drawnMixture, type MixtureSize } from "../inputs/mixtureInputs.js";
import type { Sweep, SweepAxis } from "../Sweep.js";
import type { Trial } from "../Trial.js";

/** Of one fit, which is a step. */
const iterations = 5;

/** How the time of an iteration of EM grows with the rows, the dimensions and the components, on one thread each. */
export const emCost: Sweep = {
  name: "em-cost",
  title: "one iteration of EM with full covariances, one thread",
  axes: [
    along("n", [1000, 3000, 10_000, 30_000, 100_000], { n: 0, d: 16, K: 8 }, [1]),
    along("d", [2, 4, 8, 16, 32, 64, 128], { n: 20_000, d: 0, K: 8 }, [1, 2]),
    along("K", [1, 2, 4, 8, 16, 32, 64], { n: 50_000, d: 16, K: 0 }, [1]),
  ],
};

/** The sizes that a quantity takes, and the others, which stay. */
function along(
  variable: keyof MixtureSize,
  values: readonly number[],
  size: MixtureSize,
  guides: readonly number[],
): SweepAxis {
  const fixed = Object.entries(size).filter(([name]) => name !== variable);
  return {
    variable,
    fixed: fixed.map(([name, value]) => `${name} = ${value}`).join(", "),
    guides,
    points: values.map((value) => ({ value, trial: emTrial({ ...size, [variable]: value }) })),
  };
}

function emTrial(size: MixtureSize): Trial {
  const { n, d, K } = size;
  const work = { ...size, iterations, stepsPerTurn: stepsOf(size) };
  return {
    name: `em-cost, n = ${n}, d = ${d}, K = ${K}`,
    unit: { name: "iteration", perStep: iterations },
    tolerance: 1e-9,
    inputs: () => drawnMixture(size),
    contestants: [ourEm(work, 1), scikitLearnEm(work, 1)],
  };
}

/** So many that a turn takes a moment: most of an iteration's work is d + 20 operations for each of n · d · K numbers. */
function stepsOf({ n, d, K }: MixtureSize): number {
  return Math.min(20, Math.ceil(2e8 / (iterations * n * d * K * (d + 20))));
}
