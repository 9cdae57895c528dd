import { runCommand } from "../../support/runCommand.js";

const remedy =
  "Set KL_TO_VAE_PYTHON to the Python of an environment with torch and safetensors: " +
  "python3 -m venv ENVIRONMENT && ENVIRONMENT/bin/pip install torch==2.13.0 safetensors==0.8.0 numpy";

/**
 * The Python that reads what this library wrote: `KL_TO_VAE_PYTHON`.
 *
 * @throws Error if the variable is not set or that Python lacks a package: the soak must not pass without
 */
export async function pythonWithTorch(): Promise<string> {
  const python = process.env["KL_TO_VAE_PYTHON"];
  if (python === undefined || python === "") throw new Error(`There is no Python to compare with. ${remedy}`);
  const { code, output } = await runCommand(python, ["-c", "import safetensors.torch, torch"]);
  if (code !== 0) throw new Error(`${python} cannot be used: ${output}\n${remedy}`);
  return python;
}
