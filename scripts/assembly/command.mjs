import { writeFileSync } from "node:fs";
import { compileKernel, kernelPath } from "./compileKernel.mjs";

/** `npm run assembly`: compiles `lib/assembly`, whose result is a part of the library's sources. */
export async function command() {
  writeFileSync(kernelPath, await compileKernel());
  return 0;
}
