import { join } from "node:path";
import { projectRoot } from "../setup/paths.mjs";
import { runProcess } from "../setup/runProcess.mjs";

/** Runs a tool out of node_modules with this Node.js; returns what it complains about, empty if it is content. */
export async function runTool(script: string, args: readonly string[]): Promise<string> {
  const program = join(projectRoot, "node_modules", script);
  const { code, output, timedOut } = await runProcess(process.execPath, [program, ...args], {
    cwd: projectRoot,
    timeoutSeconds: 600,
  });
  if (timedOut) return `${script} took longer than ten minutes.`;
  return code === 0 ? "" : output.trim() || `${script} ended with exit code ${code ?? "none"}.`;
}
