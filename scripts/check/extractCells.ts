import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildDirectory } from "../setup/paths.mjs";

/** Where the notebooks' code lies as TypeScript files, for the linter. */
const cellsDirectory = join(buildDirectory, "check", "notebooks");

interface Cell {
  cell_type: string;
  source: string | string[];
}

/** Writes the code cells of each notebook, joined, to a TypeScript file of the same name. Each cell is headed by its number. */
export function extractCells(paths: readonly string[]): void {
  rmSync(cellsDirectory, { recursive: true, force: true });
  mkdirSync(cellsDirectory, { recursive: true });
  writeFileSync(join(cellsDirectory, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(cellsDirectory, "tsconfig.json"),
    JSON.stringify({
      extends: "../../../tsconfig.json",
      compilerOptions: { noUnusedLocals: false },
      include: ["*.ts"],
    }),
  );
  for (const path of paths) {
    const { cells } = JSON.parse(readFileSync(path, "utf8")) as { cells: Cell[] };
    const code = cells
      .map(({ cell_type, source }, i) => ({
        cell_type,
        text: `// cell ${i + 1}\n${[source].flat().join("")}`,
      }))
      .filter(({ cell_type }) => cell_type === "code")
      .map(({ text }) => text);
    writeFileSync(
      join(cellsDirectory, `${basename(path, ".ipynb")}.ts`),
      `${code.join("\n\n")}\n\nexport {};\n`,
    );
  }
}
