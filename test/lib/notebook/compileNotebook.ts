import { build } from "esbuild";
import type * as Notebook from "kl-to-vae/notebook";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const source = fileURLToPath(new URL("../../../lib/src/", import.meta.url));
const topics = ["errors", "array", "figures", "notebook"];

/** The topic `notebook` as plain JavaScript, for what a test runner cannot load from TypeScript: its worker thread. */
export interface CompiledNotebook {
  readonly notebook: typeof Notebook;
  /** The address of the compiled `index.js` of a topic, for programs of their own. */
  readonly url: (topic: string) => string;
  readonly remove: () => Promise<void>;
}

/** Compiles the sources as they are now into a fresh folder under `parent`; packages are looked up from there. */
export async function compileNotebook(parent: string): Promise<CompiledNotebook> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "notebook-"));
  const files = await Promise.all(topics.map((topic) => readdir(join(source, topic), { recursive: true })));
  const entryPoints = files.flatMap((names, i) =>
    names.filter((name) => name.endsWith(".ts")).map((name) => join(source, topics[i] ?? "", name)),
  );
  await build({
    entryPoints,
    outdir: folder,
    outbase: source,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const url = (topic: string): string => pathToFileURL(join(folder, topic, "index.js")).href;
  return {
    notebook: (await import(/* @vite-ignore */ url("notebook"))) as typeof Notebook,
    url,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
