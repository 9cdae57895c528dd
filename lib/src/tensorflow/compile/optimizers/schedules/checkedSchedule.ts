import { InvalidArgumentError } from "../../../../errors/index.js";
import { isFraction, isPositive, isRate, isSteps, requireOption } from "../../requireOption.js";
import type { Schedule } from "./Schedule.js";

/**
 * The schedule itself, frozen.
 *
 * @throws InvalidArgumentError unless it is one that the functions of this folder give, perhaps by way of JSON
 */
export function checkedSchedule<S extends Schedule>(schedule: S): Readonly<S> {
  check("The schedule", schedule);
  return Object.freeze(schedule);
}

/** @throws InvalidArgumentError unless the value is a number that is not negative or a schedule */
export function checkLearningRate(option: string, value: number | Schedule): void {
  if (typeof value === "object" && value !== null) check(option, value);
  else requireOption(isRate(value), option, value, "a number that is not negative, or a schedule");
}

function check(option: string, schedule: Schedule): void {
  const require = (holds: boolean, name: string, wanted: string): void =>
    requireOption(holds, `${schedule.kind}'s ${name}`, schedule[name as keyof Schedule], wanted);
  const requireInitial = (rate: number): void => require(isPositive(rate), "initial", "a positive number");
  switch (schedule.kind) {
    case "exponentialDecay":
      requireInitial(schedule.initial);
      require(isPositive(schedule.factor), "factor", "a positive number");
      require(isSteps(schedule.every), "every", "a positive integer, in steps");
      require(typeof schedule.staircase === "boolean", "staircase", "true or false");
      return;
    case "cosineDecay":
      requireInitial(schedule.initial);
      require(isSteps(schedule.steps), "steps", "a positive integer");
      require(isRate(schedule.final), "final", "a number that is not negative");
      return;
    case "stepDecay":
      requireInitial(schedule.initial);
      require(isPositive(schedule.factor), "factor", "a positive number");
      require(areRising(schedule.milestones), "milestones", "positive integers, rising");
      return;
    case "linearWarmUp":
      require(isSteps(schedule.steps), "steps", "a positive integer");
      require(isFraction(schedule.startFactor), "startFactor", "a number from 0 to 1");
      checkLearningRate("linearWarmUp's then", schedule.then);
      return;
    default:
      throw new InvalidArgumentError(
        `${option}: ${JSON.stringify(schedule)} is no learning rate: pass a number, or what exponentialDecay, cosineDecay, ` +
          "stepDecay or linearWarmUp gives.",
      );
  }
}

function areRising(milestones: readonly number[]): boolean {
  return (
    Array.isArray(milestones) &&
    milestones.every((milestone, i) => isSteps(milestone) && milestone > (milestones[i - 1] ?? 0))
  );
}
