import { describe, expect, it } from "vitest";
import { frontMatter, postSchema } from "../../../scripts/posts/notebook/frontMatter.js";

const fields = { title: "A", date: "2026-01-02", description: "B", permalink: "series/a" };
const block = (changes: Record<string, unknown>): string =>
  `---\n${Object.entries({ ...fields, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join("\n")}\n---\nrest`;

describe("frontMatter", () => {
  it("reads the block and leaves the rest", () => {
    const { matter, rest } = frontMatter(block({ tags: ["x"] }), postSchema, "n.ipynb");
    expect(matter).toEqual({ ...fields, tags: ["x"], draft: false });
    expect(rest).toBe("rest");
  });

  it.each([
    ["a missing title", { title: undefined }, /n\.ipynb, front matter: title:/],
    ["a date that is none", { date: "2026-02-30" }, /n\.ipynb, front matter: date: expected a date/],
    ["a field it does not know", { permalnik: "x" }, /n\.ipynb, front matter: .*permalnik/],
    ["tags that are no list", { tags: "x" }, /n\.ipynb, front matter: tags:/],
  ])("names the notebook and the field for %s", (_name, changes, message) => {
    expect(() => frontMatter(block(changes), postSchema, "n.ipynb")).toThrow(message);
  });

  it.each([
    "../up",
    "a/../../b",
    "/absolute",
    "C:\\x",
    "a//b",
    "a b",
    "Upper",
    "a/",
    "",
    ".",
    "assets",
    "assets/x",
    "é",
    "a%2e",
  ])("refuses the permalink %j", (permalink) => {
    expect(() => frontMatter(block({ permalink }), postSchema, "n.ipynb")).toThrow(
      /n\.ipynb, front matter: permalink: /,
    );
  });

  it("says that the block is missing, or is not YAML", () => {
    expect(() => frontMatter("# Title", postSchema, "n.ipynb")).toThrow(/n\.ipynb has no front matter/);
    expect(() => frontMatter("---\ntitle: [\n---\n", postSchema, "n.ipynb")).toThrow(
      /n\.ipynb, front matter is not YAML/,
    );
  });
});
