import { relative } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { parseArguments } from "../parseArguments.js";
import { findNotebook } from "./findNotebook.js";
import { NotebookError } from "./NotebookError.js";
import { describeFailure, progressPrinter } from "./progress.js";
import { runNotebook } from "./runNotebook.js";
import { untilSignal } from "./untilSignal.js";

interface Options {
  parameter: Record<string, string>;
  timeout: number;
  output?: string;
  verbose?: boolean;
}

/** `npm run notebook -- 04 -p epochs=2`: runs one notebook, without Python. Returns the exit code. */
export async function command(argv: readonly string[]): Promise<number> {
  const program = describeCommand();
  const ended = parseArguments(program, argv);
  if (ended !== undefined) return ended;
  return await untilSignal((signal) => run(program.args[0] ?? "", program.opts<Options>(), signal));
}

async function run(name: string, options: Options, signal: AbortSignal): Promise<number> {
  try {
    const { output, failed, seconds } = await runNotebook(findNotebook(name), {
      parameters: options.parameter,
      cellTimeoutSeconds: options.timeout,
      onProgress: progressPrinter({ verbose: options.verbose ?? false }),
      signal,
      ...(options.output === undefined ? {} : { output: options.output }),
    });
    const where = relative(process.cwd(), output);
    if (failed) console.error(`\n${describeFailure(failed)}\n\nThe copy with the error is in ${where}.`);
    else console.log(`Ran in ${seconds.toFixed(1)} s; the executed copy is ${where}.`);
    return failed ? 1 : 0;
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function describeCommand(): Command {
  return new Command("npm run notebook --")
    .description("Run one notebook from top to bottom and write an executed copy.")
    .argument("<notebook>", "its number, such as 04, or a path")
    .option(
      "-p, --parameter <name=value>",
      "a value for a variable of the cell tagged parameters; may be repeated",
      addParameter,
      {},
    )
    .option("--timeout <seconds>", "how long one cell may take", readSeconds, 600)
    .option("-o, --output <file>", "where the executed copy goes (default: build/notebooks/)")
    .option("-v, --verbose", "show what the cells print")
    .exitOverride();
}

function addParameter(text: string, known: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Write it as name=value.");
  return { ...known, [name]: value };
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 2_000_000))
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  return seconds;
}
