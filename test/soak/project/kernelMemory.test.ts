import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { KernelClient } from "../../../scripts/notebook/KernelClient.js";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";
import { notebooksDirectory } from "../../../scripts/setup/paths.mjs";

const probe = "console.log(JSON.stringify(process.memoryUsage()));";
const mebibyte = 2 ** 20;

it("A kernel keeps to its memory over 200 runs of cells with figures", async () => {
  const { cells } = readNotebook(join(notebooksDirectory, "01-kl-divergence.ipynb"));
  const codes = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
  const kernel = await KernelClient.start({ workingDirectory: notebooksDirectory });
  let output = "";
  kernel.onOutput = ({ header, content }) => {
    if (header.msg_type === "stream" && content["name"] === "stdout") output += String(content["text"]);
  };
  const run = async (code: string): Promise<string> => {
    output = "";
    const { reply, idle } = kernel.execute(code);
    expect((await reply)["status"], code).toBe("ok");
    await idle;
    return output;
  };
  const heaps: number[] = [];
  const resident: number[] = [];
  for (let i = 0; i < 200; i++) {
    await run(codes[i % codes.length] as string);
    if (i % 10 !== 9) continue;
    const { heapUsed } = JSON.parse(await run(probe)) as { heapUsed: number };
    heaps.push(heapUsed / mebibyte);
    resident.push(residentSize(kernel.process.pid as number));
  }
  await kernel.shutDown();
  const summary = `heap ${heaps.map(Math.round).join(" ")}; resident ${resident.map(Math.round).join(" ")}`;
  // What is alive is about 180; garbage may pile up to 256 before it goes, and a little more within a cell.
  expect(Math.max(...heaps), summary).toBeLessThan(550);
  const [early, late] = [Math.min(...heaps.slice(3, 10)), Math.min(...heaps.slice(13))];
  expect(late - early, summary).toBeLessThan(60);
  const half = resident.length / 2;
  expect(Math.max(...resident.slice(half)), summary).toBeLessThan(
    1.25 * Math.max(...resident.slice(0, half)),
  );
});

/** In MiB; Linux only. */
function residentSize(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
