import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../setup/paths.mjs";

/**
 * Runs the tests to their end. The last line printed is `N passed, N failed`, with `, N skipped` where tests were.
 *
 * @returns vitest's exit code
 */
export async function runVitest(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...argv], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
