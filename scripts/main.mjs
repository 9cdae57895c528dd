import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asSetupError } from "./setup/asSetupError.mjs";
import { checkNodeVersion } from "./setup/checkNodeVersion.mjs";
import { buildDirectory } from "./setup/paths.mjs";
import { setUp } from "./setup/setUp.mjs";
import { SetupError } from "./setup/SetupError.mjs";

/**
 * What each `npm run` command needs before it starts, and the compiled module that is the command. A module exports
 * `command(argv): Promise<exit code>`.
 *
 * @type {Readonly<Record<string, { module: string, tensorflow?: boolean, bare?: boolean }>>}
 */
const commands = {
  start: { module: "start.js", tensorflow: true },
  notebook: { module: "notebook/command.js", tensorflow: true },
  notebooks: { module: "notebooks.js", tensorflow: true },
  posts: { module: "posts/command.js", tensorflow: true },
  data: { module: "data/command.js" },
  bench: { module: "bench/command.js", tensorflow: true },
  lab: { module: "lab/command.js", tensorflow: true },
  assembly: { module: "assembly/command.mjs" },
  check: { module: "check/command.js" },
  test: { module: "test/command.js", tensorflow: true },
  "test:soak": { module: "test/soak.js", tensorflow: true },
  setup: { module: "setup/command.mjs", bare: true },
  build: { module: "setup/buildCommand.mjs", bare: true },
  doctor: { module: "setup/doctor.mjs", bare: true },
};

/**
 * @param {string | undefined} name
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
async function main(name, argv) {
  checkNodeVersion();
  const chosen = name === undefined ? undefined : commands[name];
  if (!chosen)
    throw new SetupError(
      `There is no command ${name ?? "(none given)"}. There are: ${Object.keys(commands).join(", ")}.`,
    );
  if (!chosen.bare) await setUp({ tensorflow: chosen.tensorflow ?? false });
  const folder = chosen.bare ? import.meta.dirname : join(buildDirectory, "scripts");
  /** @type {unknown} */
  const module = await import(pathToFileURL(join(folder, chosen.module)).href);
  return await /** @type {{ command: (argv: string[]) => Promise<number> }} */ (module).command(argv);
}

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  const known = asSetupError(error);
  if (!known) throw error;
  console.error(`\n${known.message}`);
  if (known.remedy) console.error(known.remedy);
  process.exitCode = 1;
}
