import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder with the program of another Node.js, out of npm's packages that carry it; `folder` keeps it. */
export function otherNode(folder: string, version: string): string {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync(
    "npm",
    ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`],
    { cwd: folder, stdio: "ignore" },
  );
  return join(folder, "node_modules", name, "bin");
}
