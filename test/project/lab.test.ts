import { createRequire } from "node:module";
import { useLab } from "../support/useLab.js";
import { describeEditor } from "./lab/editor.js";
import { describeFigures } from "./lab/figures.js";
import { describeKernel } from "./lab/kernel.js";
import { describeTraining } from "./lab/training.js";
import { describeWrongKernel } from "./lab/wrongKernel.js";

const tslab = createRequire(import.meta.url).resolve("tslab/bin/tslab");

// One JupyterLab and one browser for all: to start them takes longer than most of what is tested.
const lab = useLab({
  "plain-tslab": [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"],
});

describeKernel(lab);
describeTraining(lab);
describeEditor(lab);
describeFigures(lab);
describeWrongKernel(lab);
