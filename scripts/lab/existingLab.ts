import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { runProcess } from "../setup/runProcess.mjs";
import { SetupError } from "../setup/SetupError.mjs";
import { virtualProgram } from "../setup/virtualEnvironment.mjs";
import { withKernels } from "./labEnvironment.js";
import type { LabPython } from "./LabPython.js";

/** Prints the versions of JupyterLab and of plotly, which brings the renderer of interactive figures. */
const VERSIONS = `
from importlib.metadata import PackageNotFoundError, version
def find(name):
    try: return version(name)
    except PackageNotFoundError: return ""
print("versions:", find("jupyterlab") + "/" + find("plotly"))
`;

const oldestLab = 4;
/** From this version on plotly is itself a JupyterLab extension. */
const oldestPlotly = 6;

/**
 * A JupyterLab that the reader has installed. It keeps its own settings, and finds this project's kernel beside its own.
 *
 * @param path of an environment's folder (venv, conda), or of `python`, `jupyter` or `jupyter-lab` in it
 * @param warn told of what works less well there
 * @throws SetupError where there is no JupyterLab, or one that is too old
 */
export async function existingLab(path: string, warn: (text: string) => void): Promise<LabPython> {
  const program = pythonAt(resolve(path));
  const { code, output } = await runProcess(program, ["-c", VERSIONS], { timeoutSeconds: 60 });
  const [, lab = "", plotly = ""] = /versions: ([^/\n]*)\/(\S*)/.exec(output) ?? [];
  if (code !== 0) throw new SetupError(`${program} does not run:\n${output.trim()}`, { remedy });
  if (lab === "") {
    throw new SetupError(`${program} has no JupyterLab.`, {
      remedy: `Install it there (${program} -m pip install "jupyterlab>=${oldestLab}" plotly), or leave --use out.`,
    });
  }
  if (major(lab) < oldestLab) {
    throw new SetupError(`${program} has JupyterLab ${lab}, but the notebooks need ${oldestLab} or newer.`, {
      remedy: `Update it (${program} -m pip install --upgrade jupyterlab), or leave --use out.`,
    });
  }
  if (plotly === "" || major(plotly) < oldestPlotly) {
    warn(
      `Figures will be still pictures: ${program} has ${plotly === "" ? "no plotly" : `plotly ${plotly}`}. ` +
        `${program} -m pip install "plotly>=${oldestPlotly}" makes them interactive.`,
    );
  }
  return { program, environment: withKernels(process.env) };
}

const remedy = "Name an environment's folder, or python, jupyter or jupyter-lab in it: --use ~/venvs/lab";

function pythonAt(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new SetupError(`There is nothing at ${path}.`, { remedy });
  if (!stats.isDirectory()) {
    const name = basename(path);
    if (name.startsWith("python")) return path;
    if (!name.startsWith("jupyter")) throw new SetupError(`${path} is no Python and no Jupyter.`, { remedy });
  }
  const inBin = process.platform === "win32" ? "python.exe" : "python";
  const candidates = stats.isDirectory()
    ? [virtualProgram(path, "python"), join(path, inBin)]
    : [join(dirname(path), inBin)];
  const found = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) throw new SetupError(`There is no Python in ${path}.`, { remedy });
  return found;
}

function major(version: string): number {
  return Number.parseInt(version, 10);
}
