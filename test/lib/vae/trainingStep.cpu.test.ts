import { trainsStepByStep } from "./trainsStepByStep.js";

trainsStepByStep("cpu");
