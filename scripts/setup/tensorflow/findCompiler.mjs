import { runProcess } from "../runProcess.mjs";

/**
 * A C++ compiler that answers: `CXX`, else the usual names.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findCompiler(environment = process.env) {
  const candidates = environment.CXX ? [environment.CXX] : ["c++", "g++", "clang++"];
  for (const candidate of candidates) {
    const { code } = await runProcess(candidate, ["--version"], { timeoutSeconds: 20 });
    if (code === 0) return candidate;
  }
  return undefined;
}
