import { describeCompiledSteps } from "../../lib/vae/describeCompiledSteps.js";

describeCompiledSteps({ all: true });
