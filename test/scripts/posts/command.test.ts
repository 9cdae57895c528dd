import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { command } from "../../../scripts/posts/command.js";
import { folderWith, markdown, matter, notebook, raw } from "./support/exportNotebook.js";

describe("npm run posts", () => {
  const said: string[] = [];
  for (const name of ["log", "warn", "error"] as const) {
    vi.spyOn(console, name).mockImplementation((line: string) => void said.push(line));
  }
  afterEach(() => said.splice(0));

  it("exports the notebooks of a folder and says where the site is", async () => {
    const folder = await folderWith({ "notebooks/post.ipynb": notebook(raw(matter), markdown("Hello.")) });
    const code = await command(["--source", join(folder, "notebooks"), "--output", join(folder, "site")]);
    expect(code).toBe(0);
    expect(existsSync(join(folder, "site", "a-post", "index.html"))).toBe(true);
    expect(said.at(-1)).toMatch(/The site begins at .*index\.html/);
  });

  it("takes a JavaScript notebook too, whatever the case of its language's name", async () => {
    const text = notebook(raw(matter), markdown("Hello.")).replace(
      '"metadata":{},"cells"',
      '"metadata":{"kernelspec":{"name":"jslab","language":"JavaScript"}},"cells"',
    );
    expect(text).toContain("jslab");
    const folder = await folderWith({ "notebooks/post.ipynb": text });
    expect(await command(["--source", join(folder, "notebooks"), "--output", join(folder, "site")])).toBe(0);
  });

  it.each([
    ["not JSON", "{", /post\.ipynb is not JSON/],
    ["not nbformat 4", '{"nbformat":3,"cells":[],"metadata":{}}', /post\.ipynb is in nbformat 3/],
    ["no notebook", "{}", /post\.ipynb is not a notebook of nbformat 4: nbformat/],
    [
      "of another language",
      '{"nbformat":4,"nbformat_minor":5,"cells":[],"metadata":{"language_info":{"name":"python"}}}',
      /written in python/,
    ],
    ["empty", notebook(), /post\.ipynb has no front matter/],
  ])("exits with 1 and one line for a notebook that is %s", async (_name, content, message) => {
    const folder = await folderWith({ "notebooks/post.ipynb": content });
    expect(await command(["--source", join(folder, "notebooks"), "--output", join(folder, "site")])).toBe(1);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(message);
    expect(existsSync(join(folder, "site"))).toBe(false);
  });

  it("exits with 1 for an option it does not know and a folder that is not there", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await command(["--nonsense"])).toBe(1);
    expect(await command(["--source", "/nowhere/at/all"])).toBe(1);
  });
});
