import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";

/** Where the real data sets lie: `KL_TO_VAE_TEST_DATA`, else `shared/data` next to the project. */
const directory = resolve(
  process.env["KL_TO_VAE_TEST_DATA"] ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url)),
);

/** The directory of the real data sets; the test is skipped where this file is missing from it. */
export function realData(context: TestContext, file: string): string {
  if (!existsSync(join(directory, file))) context.skip(`there is no ${file} in ${directory}`);
  return directory;
}
