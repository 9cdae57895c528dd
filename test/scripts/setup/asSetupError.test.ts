import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { asSetupError } from "../../../scripts/setup/asSetupError.mjs";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { SetupError } from "../../../scripts/setup/SetupError.mjs";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

describe("asSetupError", () => {
  it("knows the error of a compiled command, whose class is a copy", async () => {
    const copy = join(temporaryDirectory(), "SetupError.mjs");
    copyFileSync(join(projectRoot, "scripts", "setup", "SetupError.mjs"), copy);
    const module = (await import(pathToFileURL(copy).href)) as { SetupError: typeof SetupError };
    const error = new module.SetupError("Python is missing.", { remedy: "Install it." });
    expect(error).not.toBeInstanceOf(SetupError);
    expect(asSetupError(error)).toBe(error);
  });

  it("leaves a bug alone", () => {
    expect(asSetupError(new TypeError("undefined is not a function"))).toBeUndefined();
    expect(asSetupError("thrown text")).toBeUndefined();
  });
});
