import { delimiter, dirname, join } from "node:path";
import { jupyterDirectory } from "../setup/paths.mjs";
import { labDirectory, venvProgram } from "./installLab.js";

/** The environment in which Jupyter finds this project's kernel and writes nothing outside the project. */
export function labEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...withKernels(environment),
    PATH: [dirname(venvProgram("python")), environment["PATH"]].filter(Boolean).join(delimiter),
    JUPYTER_CONFIG_DIR: join(labDirectory, "state", "config"),
    JUPYTER_DATA_DIR: join(labDirectory, "state", "data"),
    JUPYTER_RUNTIME_DIR: join(labDirectory, "state", "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(labDirectory, "state", "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(labDirectory, "state", "workspaces"),
    IPYTHONDIR: join(labDirectory, "state", "ipython"),
  };
}

/** An environment in which Jupyter finds this project's kernel too. */
export function withKernels(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = [jupyterDirectory, environment["JUPYTER_PATH"]].filter(Boolean).join(delimiter);
  return { ...environment, JUPYTER_PATH: path };
}
