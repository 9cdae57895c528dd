import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { firstCell } from "../../support/firstCell.js";
import { copyProject } from "../../support/projectCopy.js";

it("An edit to the library that does not compile is named in the first cell", async () => {
  const project = copyProject({ packages: true });
  onTestFinished(() => project.remove());
  appendFileSync(
    join(project.directory, "lib", "src", "random", "index.ts"),
    "\nexport const broken: number = 'text';\n",
  );
  const { error } = await firstCell(project.directory, "console.log(1);");
  expect(error).toMatch(/BuildError: .*random\/index\.ts.*'string' is not assignable to type 'number'/s);
});
