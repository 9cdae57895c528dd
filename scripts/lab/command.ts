import { Command, InvalidArgumentError } from "commander";
import { KERNEL_NAME } from "../kernel/kernelspec.mjs";
import { notebooksDirectory } from "../setup/paths.mjs";
import { parseArguments } from "../parseArguments.js";
import { existingLab } from "./existingLab.js";
import { installLab } from "./installLab.js";
import { labEnvironment } from "./labEnvironment.js";
import type { LabPython } from "./LabPython.js";
import { outputLimits } from "./outputLimits.js";
import { runLab } from "./runLab.js";

interface Options {
  use?: string;
  port?: number;
  token?: string;
  browser: boolean;
}

/** `npm run lab`: JupyterLab on the notebooks, with this project's kernel. */
export async function command(argv: readonly string[]): Promise<number> {
  const program = describeCommand();
  const ended = parseArguments(program, argv);
  if (ended !== undefined) return ended;
  const options = program.opts<Options>();
  return await runLab(await labPython(options.use), [...serverOptions(options), ...program.args]);
}

async function labPython(use: string | undefined): Promise<LabPython> {
  if (use !== undefined) return await existingLab(use, (text) => console.error(text));
  return { program: await installLab(), environment: labEnvironment() };
}

function serverOptions({ port, token, browser }: Options): string[] {
  return [
    `--ServerApp.root_dir=${notebooksDirectory}`,
    `--MultiKernelManager.default_kernel_name=${KERNEL_NAME}`,
    ...outputLimits,
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(token === undefined ? [] : [`--IdentityProvider.token=${token}`]),
    ...(browser ? [] : ["--no-browser"]),
  ];
}

function describeCommand(): Command {
  return new Command("npm run lab --")
    .description(
      "Open JupyterLab on the notebooks, with this project's kernel. Options that are not listed go to JupyterLab.",
    )
    .argument("[options...]", "of JupyterLab")
    .option("--use <path>", "a JupyterLab of your own: an environment's folder, or python or jupyter in it")
    .option(
      "--port <number>",
      "where it listens; the next free port where that is taken (default: 8888)",
      readPort,
    )
    .option("--token <text>", "what a browser must know to get in (default: drawn at random)")
    .option("--no-browser", "do not open a browser; the address is printed")
    .allowUnknownOption()
    .exitOverride();
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError("It must be a whole number from 0 (any free one) to 65535.");
}
