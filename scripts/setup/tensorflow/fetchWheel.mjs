import { createHash } from "node:crypto";
import { createReadStream, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SetupError } from "../SetupError.mjs";
import { runPip } from "./runPip.mjs";

const timeoutSeconds = 15 * 60;

/**
 * Downloads TensorFlow's wheel.
 *
 * @param {import("./wheels.mjs").Wheel} wheel
 * @param {string} python
 * @param {string} folder
 * @returns {Promise<string>} its path
 */
export async function fetchWheel({ requirement, sha256, megabytes, platforms }, python, folder) {
  const requirements = join(folder, "requirements.txt");
  writeFileSync(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  await runPip(
    `Downloading ${requirement} (${megabytes} MB, once for all clones)`,
    python,
    ["download", "-d", folder],
    { folder, requirements, platforms, what: requirement, timeoutSeconds },
  );
  rmSync(requirements);
  const name = readdirSync(folder).find((entry) => entry.endsWith(".whl"));
  if (!name) throw new SetupError("pip said that it fetched the wheel, but it is not there");
  const file = join(folder, name);
  const found = await checksum(file);
  if (found !== sha256) throw new SetupError(`the wheel's checksum is ${found}, not ${sha256}`);
  return file;
}

/** @param {string} path */
async function checksum(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
