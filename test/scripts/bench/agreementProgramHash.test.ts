import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { programHash } from "../../../scripts/bench/agreement/programHash.js";
import { pyTorch } from "../../../scripts/bench/agreement/sides.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

let directory: string;
let before: Record<string, string>;

function write(name: string, ...lines: readonly string[]): void {
  writeFileSync(join(directory, name), `${lines.join("\n")}\n`);
}

function hashOf(name: string): string {
  return programHash(join(directory, name));
}

beforeEach(() => {
  directory = temporaryDirectory();
  write(
    "main.js",
    'import { readFileSync } from "node:fs";',
    'import { a } from "./a.js";',
    'import { part } from "kl-to-vae/part";',
    '/** As in\n * import { x } from "./nowhere.js";\n */',
    'const later = () => import("./later.js");',
  );
  mkdirSync(join(directory, "node_modules", "kl-to-vae"), { recursive: true });
  const exports = { "./part": { types: "./none.d.ts", default: "./part.js" } };
  write("node_modules/kl-to-vae/package.json", JSON.stringify({ name: "kl-to-vae", exports }));
  write("node_modules/kl-to-vae/part.js", 'import "./inner.js";');
  write("node_modules/kl-to-vae/inner.js", "export const part = 1;");
  write("a.js", 'export { b } from "./b.js";', 'import "./main.js";');
  for (const name of ["b", "later", "other"]) write(`${name}.js`, "export const b = 1;");
  write("main.py", "import json", "import one", "from two import three");
  for (const name of ["one", "two", "three"]) write(`${name}.py`, "value = 1");
  before = { js: hashOf("main.js"), py: hashOf("main.py") };
});

describe("the hash of a program", () => {
  it("is the same every time, and of 64 digits", () => {
    expect({ js: hashOf("main.js"), py: hashOf("main.py") }).toEqual(before);
    expect(before["js"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    "main.js",
    "a.js",
    "b.js",
    "later.js",
    "node_modules/kl-to-vae/inner.js",
    "main.py",
    "one.py",
    "two.py",
  ])("changes with %s", (name) => {
    write(name, "// other words");
    const kind = name.endsWith(".js") ? "js" : "py";
    expect(hashOf(`main.${kind}`)).not.toBe(before[kind]);
  });

  it.each(["other.js", "three.py"])("does not change with %s, which is not imported", (name) => {
    write(name, "// other words");
    expect({ js: hashOf("main.js"), py: hashOf("main.py") }).toEqual(before);
  });

  it("can be taken of both of PyTorch's programs", () => {
    expect(programHash(pyTorch.run)).not.toBe(programHash(pyTorch.steps));
  });
});
