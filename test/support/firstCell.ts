import { join } from "node:path";
import { KernelClient } from "../../scripts/notebook/KernelClient.js";

/** What the first cell of a new kernel gives, and its error. */
export async function firstCell(project: string, code: string): Promise<{ stdout: string; error: string }> {
  const launch = join(project, "scripts", "kernel", "launch.mjs");
  const kernel = await KernelClient.start({
    workingDirectory: join(project, "notebooks"),
    argv: [process.execPath, launch, "{connection_file}"],
    // As Jupyter starts it, which has not built the library before.
    environment: { KL_TO_VAE_BUILT: undefined },
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
