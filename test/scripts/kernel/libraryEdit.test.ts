import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { KernelClient } from "../../../scripts/notebook/KernelClient.js";
import { copyProject } from "../../support/projectCopy.js";

/** What the first cell of a new kernel gives, and its error. */
async function firstCell(project: string, code: string): Promise<{ stdout: string; error: string }> {
  const launch = join(project, "scripts", "kernel", "launch.mjs");
  const kernel = await KernelClient.start({
    workingDirectory: join(project, "notebooks"),
    // As Jupyter starts it, which has not built the library before.
    argv: ["env", "-u", "KL_TO_VAE_BUILT", process.execPath, launch, "{connection_file}"],
  });
  const result = { stdout: "", error: "" };
  kernel.onOutput = ({ header, content }) => {
    if (header.msg_type === "stream" && content["name"] === "stdout")
      result.stdout += String(content["text"]);
    if (header.msg_type === "error")
      result.error = `${String(content["ename"])}: ${String(content["evalue"])}`;
  };
  const { reply, idle } = kernel.execute(code);
  await reply;
  await idle;
  await kernel.shutDown();
  return result;
}

it("An edit to the library reaches a notebook once its kernel is restarted; one that does not compile is named there", async () => {
  const project = copyProject({ packages: true });
  onTestFinished(() => project.remove());
  const { directory } = project;
  const topic = join(directory, "lib", "src", "random", "index.ts");
  const code = 'import { edited } from "kl-to-vae/random";\nconsole.log(edited);';
  appendFileSync(topic, "\nexport const edited: number = 1;\n");
  expect(await firstCell(directory, code)).toEqual({ stdout: "1\n", error: "" });
  appendFileSync(topic, "\nexport const broken: number = 'text';\n");
  const { error } = await firstCell(directory, code);
  expect(error).toMatch(/BuildError: .*random\/index\.ts.*'string' is not assignable to type 'number'/s);
});
