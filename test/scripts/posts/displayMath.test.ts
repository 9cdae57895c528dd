import { describe, expect, it } from "vitest";
import { separateDisplayMath } from "../../../scripts/posts/markdown/displayMath.js";

describe("separateDisplayMath", () => {
  it.each([
    ["text beside opening and closing dollars", "$$a\n= b$$\nafter", "$$\na\n= b\n$$\nafter"],
    ["dollars that stand alone already", "$$\na\n$$", "$$\na\n$$"],
    ["a bare environment", "\\begin{align}\na\n\\end{align}", "$$\n\\begin{align}\na\n\\end{align}\n$$"],
    ["a formula on one line", "$$a$$", "$$a$$"],
    [
      "an environment within dollars",
      "$$\\begin{aligned}\na\n\\end{aligned}$$",
      "$$\n\\begin{aligned}\na\n\\end{aligned}\n$$",
    ],
    ["dollars in fenced code", "```\n$$a\n```\n$$b\n$$", "```\n$$a\n```\n$$\nb\n$$"],
  ])("gives lines of their own to the dollars of %s", (_name, source, expected) => {
    expect(separateDisplayMath(source)).toBe(expected);
  });
});
