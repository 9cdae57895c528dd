import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * A hash of a program's text: of its file and of all that it imports from this project, in whatever order. In
 * JavaScript, imports are taken as the compiler writes them; in Python, the modules beside the program.
 */
export function programHash(path: string): string {
  const texts = new Map<string, string>();
  collect(path, texts);
  const hash = createHash("sha256");
  for (const text of [...texts.values()].sort()) hash.update(text).update("\0");
  return hash.digest("hex");
}

function collect(path: string, texts: Map<string, string>): void {
  if (texts.has(path)) return;
  const text = readFileSync(path, "utf8");
  texts.set(path, text);
  const imports = path.endsWith(".py") ? pythonImports(path, text) : nodeImports(path, text);
  for (const imported of imports) collect(imported, texts);
}

const importStatement = /^(?:import|export)\b.*["']((?:\.|kl-to-vae\/)[^"']+)["'];$/gm;
const importCall = /\bimport\(["']((?:\.|kl-to-vae\/)[^"']+)["']\)/g;

function nodeImports(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(importStatement), ...text.matchAll(importCall)];
  return specifiers.map(([, specifier]) => resolveImport(path, specifier!));
}

function resolveImport(from: string, specifier: string): string {
  return specifier.startsWith(".") ? join(dirname(from), specifier) : createRequire(from).resolve(specifier);
}

function pythonImports(path: string, text: string): string[] {
  const modules = [...text.matchAll(/^(?:from|import) (\w+)/gm)];
  return modules.map(([, name]) => join(dirname(path), `${name!}.py`)).filter((file) => existsSync(file));
}
