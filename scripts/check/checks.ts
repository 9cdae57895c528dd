import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import { compileKernel, kernelPath } from "../assembly/compileKernel.mjs";
import { checkNotebook } from "../kernel/checkCells.js";
import { projectRoot } from "../setup/paths.mjs";
import { staleness } from "../notebook/outputsKey.js";
import { readNotebook } from "../notebook/readNotebook.js";
import { seriesNotebooks } from "../series.js";
import { extractCells } from "./extractCells.js";
import { runTool } from "./runTool.js";

/** A check by name; it returns its complaints, or nothing. */
export interface Check {
  readonly title: string;
  readonly run: () => Promise<string>;
}

const largestNotebook = 2_000_000;
const typescript = "typescript/bin/tsc";

/** What `npm run check` looks at, and `npm test` with it. The types of the library and the scripts hold where they were built. */
export const checks: readonly Check[] = [
  {
    title: "the pages' scripts' types hold",
    run: () => runTool(typescript, ["-p", "scripts/posts/client", "--noEmit"]),
  },
  { title: "the tests' types hold", run: () => runTool(typescript, ["-p", "."]) },
  { title: "the linter finds nothing in the code and the notebooks' cells", run: lint },
  {
    title: "every file is formatted",
    run: () => runTool("prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]),
  },
  { title: "the compiled kernel is that of its sources", run: checkKernel },
  { title: "the notebooks' cells pass the kernel's own type checker", run: checkTypesOfCells },
  { title: "no notebook has stale outputs or is larger than 2 MB", run: checkOutputs },
];

async function checkKernel(): Promise<string> {
  const fresh = (await compileKernel()) === readFileSync(kernelPath, "utf8");
  return fresh ? "" : `${relative(projectRoot, kernelPath)} is stale. Run \`npm run assembly\`.`;
}

async function checkTypesOfCells(): Promise<string> {
  const complaints: string[] = [];
  for (const path of seriesNotebooks()) {
    for (const { cell, line, column, message } of await checkNotebook(path)) {
      complaints.push(
        `${relative(projectRoot, path)}: cell ${cell}, line ${line}, column ${column}: ${message}`,
      );
    }
  }
  return complaints.join("\n");
}

async function lint(): Promise<string> {
  extractCells(seriesNotebooks());
  return await runTool("eslint/bin/eslint.js", ["--max-warnings", "0", "."]);
}

function checkOutputs(): Promise<string> {
  const complaints = seriesNotebooks().flatMap((path) => {
    const stale = staleness(readNotebook(path));
    const { size } = statSync(path);
    const name = relative(projectRoot, path);
    return [
      ...(stale === undefined ? [] : [`${name}: ${stale}. Run \`npm run notebooks\`.`]),
      ...(size <= largestNotebook ? [] : [`${name} has ${size} bytes; ${largestNotebook} are allowed.`]),
    ];
  });
  return Promise.resolve(complaints.join("\n"));
}
