import { createRequire } from "node:module";
import { join } from "node:path";
import { kernelspec } from "../../kernel/kernelspec.mjs";
import { KernelClient } from "../../notebook/KernelClient.js";
import { projectRoot } from "../../setup/paths.mjs";
import { serve, type Work } from "./serve.mjs";

const [which = "", what = ""] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const imports = `
import { Normal } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
`;
const library = imports + divergence(1);

/** A kernel's work, in new kernels or a later cell's in one: kernel.js OURS|TSLAB START|LIBRARY|CELL */
async function prepare(): Promise<Work> {
  let kernel = await start();
  await run(kernel, library);
  let count = 1;
  const next = (): Promise<void> => run(kernel, divergence(++count));
  while (count < 20) await next();
  if (what === "cell") return { ...about(), step: next, residentBytes: () => residentBytes(kernel) };
  await kernel.shutDown();
  return {
    ...about(),
    step: async () => {
      kernel = await start();
      await run(kernel, what === "library" ? library : "1 + 1");
    },
    residentBytes: async () => {
      const bytes = await residentBytes(kernel);
      await kernel.shutDown();
      return bytes;
    },
  };
}

/** A cell, which differs from the ones before it as cells do. */
function divergence(mean: number): string {
  return `klDivergence(new Normal(0, 1), new Normal(${mean}, 2))`;
}

/**
 * As Jupyter starts it: over TCP, and with nobody having looked at the library's build before. tslab's own is told to end
 * with this process too.
 */
async function start(): Promise<KernelClient> {
  const watch = new URL("../../kernel/watchParent.mjs", import.meta.url).href;
  const preload = `import { watchParent } from ${JSON.stringify(watch)}; watchParent();`;
  const tslab = [
    ...[process.execPath, "--import", `data:text/javascript,${encodeURIComponent(preload)}`],
    ...[require.resolve("tslab/bin/tslab"), "kernel"],
  ];
  return await KernelClient.start({
    workingDirectory: join(projectRoot, "notebooks"),
    argv: which === "ours" ? kernelspec().argv : [...tslab, "--config-path", "{connection_file}"],
    environment: { KL_TO_VAE_BUILT: undefined },
    transport: "tcp",
  });
}

async function run(kernel: KernelClient, source: string): Promise<void> {
  const { reply, idle } = kernel.execute(source);
  const { status } = await reply;
  if (status !== "ok") throw new Error(`the kernel answered "${String(status)}" to:\n${source}`);
  await idle;
}

async function residentBytes(kernel: KernelClient): Promise<number> {
  let text = "";
  kernel.onOutput = ({ header, content }) => {
    if (header.msg_type === "stream" && content["name"] === "stdout") text += String(content["text"]);
  };
  await run(kernel, "console.log(process.memoryUsage.rss())");
  kernel.onOutput = () => undefined;
  return Number(text);
}

function about(): Pick<Work, "versions" | "threads"> {
  const { version } = require("tslab/package.json") as { version: string };
  return { versions: { "Node.js": process.versions.node, tslab: version }, threads: 1 };
}

await serve(prepare);
