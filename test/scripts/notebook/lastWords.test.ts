import { expect, it } from "vitest";
import { lastWords } from "../../../scripts/notebook/lastWords.js";

it("lastWords finds what V8 says of a full heap between its memory log and its stack", () => {
  const text = [
    "<--- Last few GCs --->",
    "",
    "[81:0x2a]     1211 ms: Mark-Compact 301.2 (312.7) -> 300.9 (312.5) MB",
    "",
    "<--- JS stacktrace --->",
    "",
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
    "----- Native stack trace -----",
    "",
    " 1: 0xb76db1 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]",
    "16: 0x195e476  [node]",
  ].join("\n");
  expect(lastWords(text)).toBe(
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
  );
});

it("lastWords finds the error that nobody caught, above its frames, and no more than five lines", () => {
  const frames = "\n    at f (cell-2.ts:2:26)\n    at node:internal/timers:581:17\n\nNode.js v20.20.2\n";
  expect(lastWords(`one\ntwo\nthree\nfour\nfive\nError: alone${frames}`)).toBe(
    "two\nthree\nfour\nfive\nError: alone",
  );
  expect(lastWords("\n")).toBe("");
});
