import { createMemoryStream, main } from "assemblyscript/asc";
import { join } from "node:path";
import { projectRoot } from "../setup/paths.mjs";

const source = join("lib", "assembly", "kernel.ts");
export const kernelPath = join(projectRoot, "lib", "src", "mixture", "kernel", "kernelBytes.ts");

// Warning 112: vectors are handed from function to function, but never to JavaScript.
const options =
  "--optimizeLevel 3 --noAssert --runtime stub --enable simd --use abort= --disableWarning 112".split(" ");

/**
 * Compiles `lib/assembly` to the text of the module that carries the bytes, so that the library reads no file.
 *
 * @returns {Promise<string>}
 */
export async function compileKernel() {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const stderr = createMemoryStream();
  const { error } = await main([source, "--baseDir", projectRoot, "--outFile", "kernel.wasm", ...options], {
    stderr,
    writeFile: (_name, contents) => void (bytes = /** @type {Uint8Array} */ (contents)),
  });
  if (error || !bytes) throw new Error(`lib/assembly does not compile:\n${stderr.toString()}`);
  const text = Buffer.from(bytes).toString("base64");
  return `// Made from lib/assembly by \`npm run assembly\`.\nexport const kernelBytes =\n  "${text}";\n`;
}
