import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../../../scripts/setup/paths.mjs";

/** `npm run lab`, started as a reader starts it. */
export interface LabCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** Where it listens, ending in a slash. */
  readonly url: string;
  readonly token: string;
  /** What it has printed so far. */
  readonly output: () => string;
  /** A request to the server's API. */
  readonly api: (path: string, options?: { method?: string; body?: unknown }) => Promise<unknown>;
  /** All processes that come from it, itself included; Linux only. */
  readonly processes: () => number[];
  /** Whether none of them is left, now or within some seconds. */
  readonly leavesNothing: () => Promise<boolean>;
}

/** Starts it without a browser, on a free port, and waits until it serves. */
export async function startLabCommand(options: readonly string[] = []): Promise<LabCommand> {
  const [mark, token] = [randomUUID(), randomUUID()];
  const main = join(projectRoot, "scripts", "main.mjs");
  const fixed = ["--no-browser", "--port=0", "--token", token, "--ServerApp.ip=127.0.0.1"];
  const child = spawn(process.execPath, [main, "lab", ...fixed, ...options], {
    cwd: projectRoot,
    env: { ...process.env, KL_TO_VAE_TEST_MARK: mark },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer): void => void (output += chunk.toString("utf8"));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await addressIn(() => output, child).catch((error: unknown) => {
    child.kill("SIGTERM");
    throw error;
  });
  return {
    child,
    ended,
    url,
    token,
    output: () => output,
    api: async (path, { method = "GET", body } = {}) => {
      const headers = { Authorization: `token ${token}`, "Content-Type": "application/json" };
      const response = await fetch(`${url}api/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as unknown;
    },
    processes: () => processesWith(mark),
    leavesNothing: async () => {
      for (let i = 0; i < 150 && processesWith(mark).length > 0; i++) await sleep(200);
      return processesWith(mark).length === 0;
    },
  };
}

async function addressIn(output: () => string, child: ChildProcess): Promise<string> {
  for (let i = 0; i < 600; i++) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)\/\S*lab/.exec(output())?.[1];
    if (port !== undefined) return `http://127.0.0.1:${port}/`;
    if (child.exitCode !== null) break;
    await sleep(200);
  }
  throw new Error(`JupyterLab did not start:\n${output()}`);
}

/** Processes inherit their environment, however they are started. */
function processesWith(mark: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(mark))
    .map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}
