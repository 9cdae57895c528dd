import type { ExponentialDecay, Schedule } from "./Schedule.js";

/** The learning rate of a step, counted from 0. */
export function learningRateAt(learningRate: number | Schedule, step: number): number {
  if (typeof learningRate === "number") return learningRate;
  switch (learningRate.kind) {
    case "exponentialDecay":
      return learningRate.initial * learningRate.factor ** periods(learningRate, step);
    case "cosineDecay": {
      const { initial, final, steps } = learningRate;
      return final + ((initial - final) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
    }
    case "stepDecay": {
      const passed = learningRate.milestones.filter((milestone) => milestone <= step).length;
      return learningRate.initial * learningRate.factor ** passed;
    }
    case "linearWarmUp": {
      const { steps, startFactor, then } = learningRate;
      if (step >= steps) return learningRateAt(then, step - steps);
      return learningRateAt(then, 0) * (startFactor + ((1 - startFactor) * step) / steps);
    }
  }
}

function periods({ every, staircase }: ExponentialDecay, step: number): number {
  return staircase ? Math.floor(step / every) : step / every;
}
