import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { freyFace, mnist } from "kl-to-vae/data";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { command } from "../../../scripts/data/command.js";
import { serve, status } from "../../lib/data/fileServer.js";
import { realData } from "../../lib/data/realData.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

let printed: string;
let errors: string;

beforeEach(() => {
  vi.stubEnv("KL_TO_VAE_CACHE", temporaryDirectory());
  vi.stubEnv("KL_TO_VAE_OFFLINE", "");
  return () => {
    vi.unstubAllEnvs();
  };
});

/** Runs the command and keeps what it prints. */
async function run(...argv: string[]): Promise<number> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await command(argv, { stdout, stderr });
  printed = String((stdout.read() as Buffer | null) ?? "");
  errors = String((stderr.read() as Buffer | null) ?? "");
  return exitCode;
}

const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

describe("npm run data", () => {
  it("copies MNIST from a directory into the cache, and finds it there the next time", async (context) => {
    const from = realData(context, "mnist/train-images-idx3-ubyte.gz");
    expect(await run("--from", from)).toBe(0);
    const folder = join(process.env["KL_TO_VAE_CACHE"] ?? "", "data", "mnist");
    expect(readdirSync(folder).sort()).toEqual(mnist.files.map(({ name }) => name).sort());
    for (const { name, sha256: expected } of mnist.files) expect(sha256(join(folder, name))).toBe(expected);
    expect(await run("--check")).toBe(0);
    expect(printed.match(/present, checksum right/g)).toHaveLength(4);
  });

  it("downloads what is missing, and says from where and that it is right", async (context) => {
    const from = realData(context, "frey-face/frey-face-idx3-ubyte.gz");
    const directory = temporaryDirectory();
    const { url } = await serve((request, response) => {
      response.end(readFileSync(join(from, "frey-face", request.url ?? "")));
    });
    vi.stubEnv("KL_TO_VAE_FREY_FACE_MIRRORS", url);
    expect(await run("frey-face", "--directory", directory)).toBe(0);
    expect(printed).toContain("frey-face/frey-face-idx3-ubyte.gz: downloaded, checksum right");
    expect(sha256(join(directory, "frey-face", freyFace.files[0].name))).toBe(freyFace.files[0].sha256);
  });

  it("fails with each mirror's reason and the way around", async () => {
    const { url, requests } = await serve(status(404));
    vi.stubEnv("KL_TO_VAE_MNIST_MIRRORS", url);
    expect(await run("mnist")).toBe(1);
    expect(requests).toHaveLength(1);
    expect(errors).toContain(`${url}: answered 404`);
    expect(errors).toContain("npm run data -- mnist --from DIR");
  });

  it("tells missing files from damaged ones and changes neither when it only checks", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "mnist"));
    writeFileSync(join(directory, "mnist", mnist.files[0].name), "damaged");
    expect(await run("--check", "--directory", directory)).toBe(1);
    expect(printed).toContain(`mnist/${mnist.files[0].name}: damaged`);
    expect(printed).toContain(`mnist/${mnist.files[1].name}: missing`);
    expect(readdirSync(join(directory, "mnist"))).toEqual([mnist.files[0].name]);
  });

  it("refuses to copy a file with the wrong checksum", async () => {
    const from = temporaryDirectory();
    writeFileSync(join(from, freyFace.files[0].name), "damaged");
    expect(await run("frey-face", "--from", from)).toBe(1);
    expect(errors).toContain("has the wrong checksum");
  });

  it("says that Frey Face has no public download, and that a directory does not exist", async () => {
    expect(await run("frey-face")).toBe(1);
    expect(errors).toContain("Frey Face has no public download");
    expect(await run("frey-face", "--from", join(temporaryDirectory(), "nowhere"))).toBe(1);
    expect(errors).toMatch(/There is no directory .*nowhere/);
  });

  it("refuses a data set and an option that it does not know", async () => {
    expect(await run("cifar")).not.toBe(0);
    expect(errors).toContain("Allowed choices are mnist, fashion-mnist, frey-face, all");
    expect(await run("--frm", "x")).not.toBe(0);
    expect(errors).toContain("unknown option");
  });
});
