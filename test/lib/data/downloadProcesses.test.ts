import { build } from "esbuild";
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadFile } from "kl-to-vae/data";
import { beforeAll, describe, expect, it } from "vitest";
import { ranged, serve, stallAfter, type Answer } from "./fileServer.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

const source = fileURLToPath(new URL("../../../lib/src/data/download/downloadFile.ts", import.meta.url));
const body = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i * i) % 251);
const file = { name: "body.gz", bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") };
let program: string;

/** A program of a few lines around the real download, for processes of its own. */
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { downloadFile } from ${JSON.stringify(source)};
        downloadFile(JSON.parse(process.argv[1])).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  program = outputFiles[0]?.text ?? "";
});

function start(destination: string, url: string): ChildProcess {
  const options = JSON.stringify({ file, mirrors: [url], destination });
  return spawn(process.execPath, ["--input-type=module", "--eval", program, options]);
}

/** The file in small pieces, so that downloads overlap. */
const slowly: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  response.writeHead(200);
  let sent = from;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, (sent += 200_000)));
    if (sent >= body.length) response.end();
  }, 20);
  response.on("close", () => {
    clearInterval(timer);
  });
};

describe("downloadFile in several processes", () => {
  it("gives every process the right file and leaves nothing else behind", async () => {
    const destination = join(temporaryDirectory(), file.name);
    const { url } = await serve(slowly);
    const children = [1, 2, 3].map(() => start(destination, url));
    const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0] as number));
    expect(codes).toEqual([0, 0, 0]);
    expect(Buffer.compare(readFileSync(destination), body)).toBe(0);
    expect(readdirSync(join(destination, ".."))).toEqual([file.name]);
  });

  it("takes up where a killed process stopped", async () => {
    const folder = temporaryDirectory();
    const destination = join(folder, file.name);
    const { url, requests } = await serve(stallAfter(body, 1_000_000), ranged(body));
    const child = start(destination, url);
    await expect
      .poll(() => readdirSync(folder).map((name) => statSync(join(folder, name)).size))
      .toEqual([1_000_000]);
    child.kill("SIGKILL");
    await once(child, "exit");
    await downloadFile({ file, mirrors: [url], destination });
    expect(requests.map(({ range }) => range)).toEqual([undefined, "bytes=1000000-"]);
    expect(Buffer.compare(readFileSync(destination), body)).toBe(0);
    expect(readdirSync(folder)).toEqual([file.name]);
  });
});
