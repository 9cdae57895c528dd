import { spawn } from "node:child_process";
import { venvProgram } from "../../scripts/lab/installLab.js";
import { labEnvironment } from "../../scripts/lab/labEnvironment.js";
import { outputLimits } from "../../scripts/lab/outputLimits.js";

/** A running JupyterLab. */
export interface JupyterLabServer {
  /** Its address, ending in a slash. */
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** Starts the project's JupyterLab on a folder, without a browser, on a free port. */
export async function startJupyterLab(
  rootDirectory: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<JupyterLabServer> {
  const token = "test-token";
  const options = ["--no-browser", "--port=0", "--ip=127.0.0.1", `--IdentityProvider.token=${token}`];
  const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const server = spawn(
    venvProgram("python"),
    ["-m", "jupyterlab", ...options, ...outputLimits, ...asRoot, `--ServerApp.root_dir=${rootDirectory}`],
    { env: labEnvironment({ ...process.env, ...environment }), stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await ended;
  };
  const url = await new Promise<string>((resolve, reject) => {
    let log = "";
    const timer = setTimeout(() => reject(new Error(`JupyterLab did not start:\n${log}`)), 60_000);
    server.stderr.on("data", (chunk: Buffer) => {
      log += chunk.toString("utf8");
      const port = /http:\/\/127\.0\.0\.1:(\d+)\/lab/.exec(log)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}/`);
    });
    void ended.then(() => reject(new Error(`JupyterLab ended:\n${log}`)));
  });
  return { url, token, stop };
}
