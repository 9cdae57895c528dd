import { spawn } from "node:child_process";
import { notebooksDirectory } from "../setup/paths.mjs";
import { installLab } from "./installLab.js";
import { labEnvironment } from "./labEnvironment.js";

/**
 * `npm run lab`: JupyterLab on the notebooks, with this project's kernel. What follows `--` goes to JupyterLab
 * (`npm run lab -- --no-browser --port 9999`).
 */
export async function command(argv: string[]): Promise<number> {
  const python = await installLab();
  const options = [
    `--ServerApp.root_dir=${notebooksDirectory}`,
    "--MultiKernelManager.default_kernel_name=kl-to-vae",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const server = spawn(python, ["-m", "jupyterlab", ...options, ...argv], {
    cwd: notebooksDirectory,
    env: labEnvironment(),
    stdio: "inherit",
  });
  // A terminal sends Ctrl-C to JupyterLab as well; it asks, and its exit ends us.
  const onInterrupt = (): void => undefined;
  const onTerminate = (): void => void server.kill("SIGTERM");
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code, signal) => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      resolve(code ?? (signal === "SIGTERM" ? 143 : 1));
    });
  });
}
