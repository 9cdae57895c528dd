import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../scripts/setup/paths.mjs";

/** A copy of the project's own files in a temporary folder, to do harm in. */
export interface ProjectCopy {
  readonly directory: string;
  remove(): void;
}

/**
 * Copies the files that git knows (as they are in the working tree).
 *
 * @param options.packages whether the copy can use the installed packages: linked, with a tfjs-node of its own that has no
 *   native part yet; and has what was built here
 */
export function copyProject({ packages }: { packages: boolean }): ProjectCopy {
  const directory = mkdtempSync(join(tmpdir(), "kl-to-vae-copy-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: projectRoot,
  });
  for (const file of new Set(files.toString("utf8").split("\0").filter(Boolean))) {
    copyInto(directory, file);
  }
  if (packages) {
    linkPackages(directory);
    for (const built of [
      "lib/dist",
      "build/scripts",
      "build/setup/library.built",
      "build/setup/scripts.built",
    ])
      if (existsSync(join(projectRoot, built))) copyInto(directory, built);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** With its times, by which a build is known to be that of its sources. */
function copyInto(directory: string, path: string): void {
  cpSync(join(projectRoot, path), join(directory, path), { recursive: true, preserveTimestamps: true });
}

function linkPackages(directory: string): void {
  const source = join(projectRoot, "node_modules");
  const target = join(directory, "node_modules");
  mkdirSync(join(target, "@tensorflow"), { recursive: true });
  for (const name of readdirSync(source)) {
    if (name === "kl-to-vae") symlinkSync(join(directory, "lib"), join(target, name));
    else if (name !== "@tensorflow") symlinkSync(join(source, name), join(target, name));
  }
  for (const name of readdirSync(join(source, "@tensorflow"))) {
    if (name !== "tfjs-node")
      symlinkSync(join(source, "@tensorflow", name), join(target, "@tensorflow", name));
  }
  const skipped = [
    join(source, "@tensorflow", "tfjs-node", "lib"),
    join(source, "@tensorflow", "tfjs-node", "deps"),
  ];
  cpSync(join(source, "@tensorflow", "tfjs-node"), join(target, "@tensorflow", "tfjs-node"), {
    recursive: true,
    filter: (path) => !skipped.includes(path),
  });
}
