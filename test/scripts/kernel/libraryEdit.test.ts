import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { firstCell } from "../../support/firstCell.js";
import { copyProject } from "../../support/projectCopy.js";

it("An edit to the library reaches a notebook once its kernel is restarted", async () => {
  const project = copyProject({ packages: true });
  onTestFinished(() => project.remove());
  appendFileSync(
    join(project.directory, "lib", "src", "random", "index.ts"),
    "\nexport const edited: number = 1;\n",
  );
  const code = 'import { edited } from "kl-to-vae/random";\nconsole.log(edited);';
  expect(await firstCell(project.directory, code)).toEqual({ stdout: "1\n", error: "" });
});
