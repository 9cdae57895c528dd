import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exportSite } from "../../../scripts/posts/exportSite.js";
import { exportCells, folderWith, markdown, matter, notebook, raw } from "./support/exportNotebook.js";

const base64 =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const png = Buffer.from(base64, "base64");

describe("images of Markdown cells", () => {
  it("are copied into the site from below the notebook and from attachments", async () => {
    const cells = [
      markdown("![a](dot.png) <img src='dot.png' alt='b'>"),
      markdown("![c](attachment:x.png)", { "x.png": { "image/png": base64 } }),
    ];
    const { document, folder } = await exportCells(cells, { "notebooks/dot.png": png });
    const sources = [...document.querySelectorAll("article img")].map((image) => image.getAttribute("src"));
    expect(sources).toHaveLength(3);
    expect(new Set(sources).size).toBe(1);
    expect(await readFile(join(folder, "site", "a-post", sources[0] ?? ""))).toEqual(png);
  });

  it.each([
    ["../secret.png", /outside the notebook's folder/],
    ["sub/../../secret.png", /outside the notebook's folder/],
    ["..%2fsecret.png", /does not exist|outside/],
    ["/etc/hostname.png", /outside the notebook's folder/],
    ["file:///etc/passwd", /not a file beside the notebook/],
    ["https://example.org/x.png", /not a file beside the notebook/],
    ["//example.org/x.png", /not a file beside the notebook/],
    ["missing.png", /the image missing\.png does not exist/],
    ["text.txt", /is none of \.png/],
    ["liar.png", /not what its name says/],
    ["attachment:none.png", /the attachment none\.png is missing/],
    ["attachment:../secret.png", /the attachment \.\.\/secret\.png is missing/],
  ])("name notebook and cell when they are %s", async (address, message) => {
    const files = { "secret.png": png, "notebooks/text.txt": "x", "notebooks/liar.png": "text" };
    const failing = exportCells([markdown("first"), markdown(`![x](<${address}>)`)], files);
    await expect(failing).rejects.toThrow(/^post\.ipynb, cell 3: /);
    await expect(failing).rejects.toThrow(message);
  });

  it("do not follow a link out of the notebook's folder", async () => {
    const folder = await folderWith({
      "secret.png": png,
      "notebooks/post.ipynb": notebook(raw(matter), markdown("![x](link.png)")),
    });
    await symlink(join(folder, "secret.png"), join(folder, "notebooks", "link.png"));
    const options = {
      notebooks: [{ source: join(folder, "notebooks/post.ipynb") }],
      index: join(folder, "notebooks/index.md"),
      output: join(folder, "site"),
    };
    await expect(exportSite(options)).rejects.toThrow(/links to a file outside/);
  });
});

describe("the site's folder", () => {
  it("is replaced as a whole when it is ours, kept when the export fails, and refused when it is not ours", async () => {
    const folder = await folderWith({ "notebooks/post.ipynb": notebook(raw(matter), markdown("one")) });
    const site = join(folder, "site");
    const options = {
      notebooks: [{ source: join(folder, "notebooks/post.ipynb") }],
      index: join(folder, "notebooks/index.md"),
      output: site,
    };
    await exportSite(options);
    await writeFile(join(site, "stale.html"), "");
    await exportSite(options);
    expect(await readdir(site)).not.toContain("stale.html");

    const before = await readFile(join(site, "a-post", "index.html"));
    await writeFile(join(folder, "notebooks/post.ipynb"), "{");
    await expect(exportSite(options)).rejects.toThrow(/post\.ipynb is not JSON/);
    expect(await readFile(join(site, "a-post", "index.html"))).toEqual(before);

    await mkdir(join(folder, "mine"));
    await writeFile(join(folder, "mine", "thesis.txt"), "");
    await writeFile(join(folder, "notebooks/post.ipynb"), notebook(raw(matter)));
    await expect(exportSite({ ...options, output: join(folder, "mine") })).rejects.toThrow(
      /was not made by this command/,
    );
    expect(await readdir(join(folder, "mine"))).toEqual(["thesis.txt"]);
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
