import { readFileSync, statSync } from "node:fs";
import { expect, it } from "vitest";
import { writeKernelspec } from "../../../scripts/kernel/kernelspec.mjs";

it("writeKernelspec names this Node and this clone's launcher, and rewrites nothing that has not changed", () => {
  const path = writeKernelspec();
  const before = statSync(path).mtimeMs;
  expect(writeKernelspec()).toBe(path);
  expect(statSync(path).mtimeMs).toBe(before);
  const spec = JSON.parse(readFileSync(path, "utf8")) as {
    argv: string[];
    language: string;
    interrupt_mode: string;
  };
  expect(spec.argv[0]).toBe(process.execPath);
  expect(statSync(spec.argv[2] ?? "").isFile()).toBe(true);
  expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "signal" });
});
