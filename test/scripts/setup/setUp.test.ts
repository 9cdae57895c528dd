import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProject, type ProjectCopy } from "../../support/projectCopy.js";
import { runCommand, type CommandResult } from "../../support/runCommand.js";

const nowhere = "http://127.0.0.1:9/";
const noIndex = {
  PIP_NO_INDEX: "1",
  PIP_FIND_LINKS: undefined,
  PIP_EXTRA_INDEX_URL: undefined,
  PIP_CONFIG_FILE: "/dev/null",
};
const hasGpuBuild = process.platform === "linux" && process.arch === "x64";
const noPrebuilt = { TFJS_NODE_CDN_STORAGE: nowhere, npm_config_tfjs_node_cdn_storage: nowhere };

function expectNoStackTrace(result: CommandResult): void {
  expect(result.output).not.toMatch(/^\s+at .*\(?.*:\d+:\d+\)?$/m);
}

describe("npm run setup without a registry", () => {
  it("says that the npm registry cannot be reached and what to do, without a stack trace", async () => {
    const copy = copyProject({ packages: false });
    try {
      const environment = {
        npm_config_registry: nowhere,
        npm_config_cache: join(copy.directory, "npm-cache"),
        npm_config_fetch_retries: "0",
      };
      const result = await runCommand("npm", ["run", "setup"], { cwd: copy.directory, environment });
      expect(result.code).not.toBe(0);
      expect(result.output).toContain("the npm registry cannot be reached");
      expect(result.output).toContain("run the command again");
      expectNoStackTrace(result);
    } finally {
      copy.remove();
    }
  });
});

describe("the way to native TensorFlow", () => {
  let copy: ProjectCopy;
  beforeAll(() => {
    copy = copyProject({ packages: true });
  });
  afterAll(() => copy.remove());

  const setup = async (environment: Record<string, string | undefined>): Promise<CommandResult> =>
    await runCommand(process.execPath, ["scripts/main.mjs", "setup"], {
      cwd: copy.directory,
      environment: { ...surroundings(), ...environment },
    });
  const surroundings = (): Record<string, string> => ({
    KL_TO_VAE_CACHE: join(copy.directory, "cache"),
    KL_TO_VAE_GPU: "0",
    ...noPrebuilt,
  });

  it("ends at the WebAssembly backend, with every reason, where no package index answers", async () => {
    const result = await setup(noIndex);
    expect(result.code).toBe(0);
    expect(result.output).toContain("the WebAssembly backend serves");
    expect(result.output, "what was built where the project lay before").not.toContain("Building the");
    expect(result.output).toContain("TensorFlow from the PyPI wheel: pip could not fetch tensorflow");
    expect(result.output).toContain("tfjs-node's prebuilt TensorFlow:");
    expect(existsSync(join(copy.directory, "node_modules/@tensorflow/tfjs-node/deps"))).toBe(false);
    expect(readdirSync(join(copy.directory, "cache")).filter((name) => name.startsWith(".tmp-"))).toEqual([]);
    expectNoStackTrace(result);
  });

  it("tries the GPU build first where it is wanted, then the CPU build, and gives both reasons", async (context) => {
    if (!hasGpuBuild) context.skip("there is no GPU build for this platform");
    const { code, output } = await setup({ ...noIndex, KL_TO_VAE_GPU: "1" });
    expect(code).toBe(0);
    const gpu = output.indexOf(
      "TensorFlow's GPU build from the PyPI wheel: pip could not fetch tensorflow==",
    );
    const cpu = output.indexOf("TensorFlow from the PyPI wheel: pip could not fetch tensorflow-cpu==");
    expect(gpu).toBeGreaterThan(0);
    expect(cpu).toBeGreaterThan(gpu);
  });

  it("is looked for again when another build is wanted, and only then", async () => {
    const module = join(copy.directory, "scripts", "setup", "tensorflow", "ensureTensorflow.mjs");
    const program = `await (await import(${JSON.stringify(module)})).ensureTensorflow();`;
    const recordWith = async (gpu: string): Promise<{ wish: string; at: string }> => {
      await runCommand(process.execPath, ["--input-type=module", "-e", program], {
        cwd: copy.directory,
        environment: { ...surroundings(), ...noIndex, CXX: "/nonexistent/c++", KL_TO_VAE_GPU: gpu },
      });
      const path = join(copy.directory, "build", "setup", "tensorflow.json");
      return JSON.parse(readFileSync(path, "utf8")) as { wish: string; at: string };
    };
    const first = await recordWith("0");
    expect(first.wish).toBe("cpu");
    expect(await recordWith("0")).toEqual(first);
    const second = await recordWith("1");
    expect(second.wish).toBe("gpu");
    expect(await recordWith("1")).toEqual(second);
    expect((await recordWith("0")).wish).toBe("cpu");
  });

  it("is explained by the doctor, with the versions of the GPU build and the way to do without it", async (context) => {
    if (!hasGpuBuild) context.skip("there is no GPU build for this platform");
    const { stdout } = await runCommand(process.execPath, ["scripts/main.mjs", "doctor"], {
      cwd: copy.directory,
      environment: { ...surroundings(), KL_TO_VAE_GPU: "1" },
    });
    expect(stdout).toMatch(/NVIDIA GPU .*\n.*KL_TO_VAE_GPU=0 settles for the CPU/);
    expect(stdout).toMatch(/GPU build +tensorflow==2\.\S+ nvidia-cublas-cu12==12\..* nvidia-cudnn-cu12==9\./);
  });

  it("refuses a wheel with another checksum", async () => {
    const links = mkdtempSync(join(tmpdir(), "kl-to-vae-links-"));
    writeFalseWheel(links);
    const result = await setup({ ...noIndex, PIP_FIND_LINKS: links });
    rmSync(links, { recursive: true });
    expect(result.code).toBe(0);
    expect(result.output).toMatch(/DO NOT MATCH THE HASHES|pip could not fetch/);
    expect(result.output).toMatch(/Expected sha256|Got|hash/i);
    expectNoStackTrace(result);
  });

  it("names the missing compiler and how to get one", async () => {
    const result = await setup({ ...noIndex, CXX: "/nonexistent/c++" });
    expect(result.output).toContain("the binding needs a C++ compiler. Install one");
  });

  it("uses a cache inside the project where the shared one cannot be written", async () => {
    const file = join(copy.directory, "a-file");
    writeFileSync(file, "");
    const result = await setup({ ...noIndex, CXX: "/nonexistent/c++", KL_TO_VAE_CACHE: join(file, "cache") });
    expect(result.code).toBe(0);
    expect(result.output).toContain("cannot be written (ENOTDIR); using build/cache in the project");
    expectNoStackTrace(result);
  });

  it("says how much space is missing on a full disk", async (context) => {
    const mount = join(copy.directory, "small-disk");
    mkdirSync(mount);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount], { stdio: "ignore" });
    } catch {
      context.skip("a small file system can be mounted by root only");
    }
    try {
      const result = await setup({ ...noIndex, KL_TO_VAE_CACHE: mount, KL_TO_VAE_GPU: "1" });
      expect(result.code).toBe(0);
      if (hasGpuBuild) expect(result.output).toMatch(/has \d+ MB free and 9000 MB are needed/);
      expect(result.output).toMatch(/has \d+ MB free and 1300 MB are needed\. Free some space/);
    } finally {
      execFileSync("umount", [mount]);
    }
  });

  it("does nothing, in silence, when everything is there", async () => {
    const result = await runCommand(process.execPath, ["scripts/main.mjs", "build"], { cwd: copy.directory });
    expect(result).toMatchObject({ code: 0, output: "" });
  });
});

describe("the dispatcher", () => {
  it("lists the commands when it is asked for one that it does not have", async () => {
    const result = await runCommand(process.execPath, ["scripts/main.mjs", "strat"]);
    expect(result.code).toBe(1);
    expect(result.output).toContain("There is no command strat. There are: start, notebook,");
    expectNoStackTrace(result);
  });
});

/** A wheel that is one by its name only. */
function writeFalseWheel(folder: string): void {
  const names = [
    "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
    "tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl",
    "tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl",
  ];
  for (const name of names) writeFileSync(join(folder, name), "half a wheel");
}
