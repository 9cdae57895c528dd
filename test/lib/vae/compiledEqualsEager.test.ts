import { describeCompiledSteps } from "./describeCompiledSteps.js";

describeCompiledSteps({ all: false });
