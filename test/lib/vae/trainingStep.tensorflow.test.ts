import { trainsStepByStep } from "./trainsStepByStep.js";

trainsStepByStep("tensorflow");
