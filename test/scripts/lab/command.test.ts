import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { installLab, labDirectory } from "../../../scripts/lab/installLab.js";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { findPythonWithVenv } from "../../../scripts/setup/python.mjs";
import { runCommand } from "../../support/runCommand.js";
import { startLabCommand, type LabCommand } from "./startLabCommand.js";

const python = await findPythonWithVenv();
const timeout = 240_000;

function lab(...options: string[]): ReturnType<typeof runCommand> {
  const main = join(projectRoot, "scripts", "main.mjs");
  return runCommand(process.execPath, [main, "lab", ...options], { cwd: projectRoot, timeoutSeconds: 120 });
}

function needs(context: TestContext, { proc = false } = {}): void {
  if (python === undefined) context.skip("Python 3.10 or newer with venv is not installed");
  if (proc && !existsSync("/proc/self/environ")) context.skip("processes are counted in /proc");
}

/** A kernel as a notebook starts it. */
async function startKernel(server: LabCommand): Promise<void> {
  const body = { path: "x.ipynb", name: "x.ipynb", type: "notebook", kernel: { name: "kl-to-vae" } };
  await server.api("sessions", { method: "POST", body });
  await expect.poll(() => server.processes().length, { timeout: 30_000 }).toBeGreaterThan(2);
}

describe("npm run lab", () => {
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kl-to-vae-lab-"));
    if (python !== undefined) await installLab();
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("lists its options when asked for help, and starts nothing", async () => {
    const { code, stdout } = await lab("--help");
    expect(code).toBe(0);
    for (const option of ["--use <path>", "--port", "--token", "--no-browser", "go to JupyterLab"])
      expect(stdout.replace(/\s+/g, " ")).toContain(option);
  });

  it.each(["99999", "-1", "http", "8888.5"])("refuses the port %s", async (port) => {
    const { code, stderr } = await lab(`--port=${port}`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/port.*whole number/s);
  });

  it(
    "serves the notebooks with this project's kernel as the default, and passes other options on",
    { timeout },
    async (context) => {
      needs(context);
      const server = await startLabCommand(["--ServerApp.base_url=/series/"]);
      try {
        const base = `${server.url}series/api/`;
        const ask = async (path: string): Promise<unknown> =>
          (await fetch(`${base}${path}?token=${server.token}`)).json();
        expect(await ask("kernelspecs")).toMatchObject({ default: "kl-to-vae" });
        const { content } = (await ask("contents")) as { content: { name: string }[] };
        expect(content.map(({ name }) => name)).toContain("01-kl-divergence.ipynb");
        expect((await fetch(`${base}contents?token=wrong`)).status).toBe(403);
      } finally {
        server.child.kill("SIGTERM");
        await server.ended;
      }
    },
  );

  it.for(["SIGTERM", "SIGKILL"] as const)(
    "leaves no process behind when it is ended by %s with a notebook open",
    { timeout },
    async (signal, context) => {
      needs(context, { proc: true });
      const server = await startLabCommand();
      await startKernel(server);
      server.child.kill(signal);
      expect(await server.leavesNothing()).toBe(true);
    },
  );

  describe("with --use", () => {
    it.for(["its jupyter-lab"])(
      "runs a JupyterLab of one's own, named by %s",
      { timeout },
      async (which, context) => {
        needs(context, { proc: true });
        const paths: Record<string, string> = {
          "its jupyter-lab": join(labDirectory, "bin", "jupyter-lab"),
        };
        const server = await startLabCommand(["--use", paths[which] as string]);
        expect(await server.api("kernelspecs")).toMatchObject({ default: "kl-to-vae" });
        server.child.kill("SIGTERM");
        expect(await server.leavesNothing()).toBe(true);
      },
    );

    it("says what is wrong with a path that is none", async () => {
      const file = join(folder, "notes.txt");
      writeFileSync(file, "");
      for (const [path, message] of [
        [join(folder, "nowhere"), /nothing at .*nowhere/],
        [file, /no Python and no Jupyter/],
        [folder, /no Python in/],
      ] as const) {
        const { code, stderr } = await lab("--use", path);
        expect(code).toBe(1);
        expect(stderr).toMatch(message);
        expect(stderr).toContain("--use ~/venvs/lab");
      }
    });

    it.each([
      ["no JupyterLab", "versions: /6.1.0", /has no JupyterLab.*pip install/s],
      ["a JupyterLab that is too old", "versions: 3.6.8/6.1.0", /JupyterLab 3\.6\.8.*4 or newer.*--upgrade/s],
      ["a Python that does not run", undefined, /does not run/],
    ])("refuses %s and says what to do", async (_, says, message) => {
      const program = join(folder, "python3-of-the-test");
      writeFileSync(program, says === undefined ? "#!/bin/sh\nexit 3\n" : `#!/bin/sh\necho "${says}"\n`);
      chmodSync(program, 0o755);
      const { code, stderr } = await lab("--use", program);
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
    });
  });
});
