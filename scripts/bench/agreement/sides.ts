import { pyTorchRemedy } from "../comparisons/pyTorchRemedy.js";
import { nodeScript, pythonScript } from "../contestantScripts.js";
import type { Side } from "./Side.js";

export const ours: Side = {
  name: "kl-to-vae",
  runtime: "node",
  run: nodeScript("agreementRun.js"),
  steps: nodeScript("agreementSteps.js"),
};

export const pyTorch: Side = {
  name: "PyTorch",
  runtime: "python",
  run: pythonScript("agreement_run.py"),
  steps: pythonScript("agreement_steps.py"),
  remedy: pyTorchRemedy("eager"),
};
