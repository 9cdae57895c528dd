import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildDirectory, projectRoot } from "../setup/paths.mjs";
import { runProcess } from "../setup/runProcess.mjs";

const compiler = join(projectRoot, "node_modules", "assemblyscript", "bin", "asc.js");
const source = join("lib", "assembly", "kernel.ts");
const compiled = join(buildDirectory, "assembly", "kernel.wasm");
export const kernelPath = join(projectRoot, "lib", "src", "mixture", "kernel", "kernelBytes.ts");

// Warning 112: vectors are handed from function to function, but never to JavaScript.
const options =
  "--optimizeLevel 3 --noAssert --runtime stub --enable simd --use abort= --disableWarning 112".split(" ");

/**
 * Compiles `lib/assembly` to the text of the module that carries the bytes, so that the library reads no file. The compiler is run
 * as a program: its types would change those of JavaScript's own classes here.
 *
 * @returns {Promise<string>}
 */
export async function compileKernel() {
  mkdirSync(join(buildDirectory, "assembly"), { recursive: true });
  const args = [compiler, source, "--outFile", compiled, ...options];
  const { code, output } = await runProcess(process.execPath, args, {
    cwd: projectRoot,
    timeoutSeconds: 120,
  });
  if (code !== 0) throw new Error(`lib/assembly does not compile:\n${output}`);
  const text = readFileSync(compiled).toString("base64");
  return `// Made from lib/assembly by \`npm run assembly\`.\nexport const kernelBytes =\n  "${text}";\n`;
}
