import { join } from "node:path";
import { buildSync } from "esbuild";
import { buildDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";

/** Compiles `npm run notebook` as a program for one test file; it goes under `build/`, beside the modules it needs. */
export function buildRunner(): string {
  const program = join(buildDirectory, `test-runner-${process.pid}.mjs`);
  const contents = `import { command } from "./command.js"; process.exitCode = await command(process.argv.slice(2));`;
  buildSync({
    stdin: { contents, resolveDir: join(projectRoot, "scripts", "notebook"), loader: "ts" },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  return program;
}
