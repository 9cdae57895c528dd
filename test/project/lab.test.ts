import { createRequire } from "node:module";
import { afterAll } from "vitest";
import { copyProject, type ProjectCopy } from "../support/projectCopy.js";
import { useLab } from "../support/useLab.js";
import { describeEditor } from "./lab/editor.js";
import { describeFigures } from "./lab/figures.js";
import { describeKernel } from "./lab/kernel.js";
import { describeTraining } from "./lab/training.js";
import { bareKernel, describeMissing } from "./lab/missing.js";
import { describeWrongKernel } from "./lab/wrongKernel.js";

const tslab = createRequire(import.meta.url).resolve("tslab/bin/tslab");

// One JupyterLab and one browser for all: to start them takes longer than most of what is tested.
const lab = useLab(() => ({
  "plain-tslab": { argv: [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"] },
  bare: bareKernel((copy = copyProject({ packages: true })).directory),
}));

let copy: ProjectCopy | undefined;
afterAll(() => copy?.remove());

describeKernel(lab);
describeTraining(lab);
describeEditor(lab);
describeFigures(lab);
describeWrongKernel(lab);
describeMissing(lab);
