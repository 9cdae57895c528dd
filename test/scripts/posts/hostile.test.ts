import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { exportSite } from "../../../scripts/posts/exportSite.js";
import { temporaryFolder } from "./support/exportNotebook.js";

it("a hostile notebook leaves no script, handler, frame, form, style sheet or foreign address on its page", async () => {
  const folder = join(import.meta.dirname, "fixtures", "hostile");
  const output = join(await temporaryFolder(), "site");
  await exportSite({
    notebooks: [{ source: join(folder, "hostile.ipynb") }],
    index: join(folder, "index.md"),
    output,
  });
  const { document } = new JSDOM(await readFile(join(output, "hostile", "index.html"), "utf8")).window;

  const scripts = [...document.querySelectorAll("script")].filter(
    (script) => script.type !== "application/json",
  );
  expect(scripts.map((script) => script.getAttribute("src")?.replace(/-[0-9a-f]+\./, "."))).toEqual([
    "../assets/copy.js",
    "../assets/figures.js",
  ]);
  const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
  expect(attributes.filter(({ name }) => name.startsWith("on"))).toEqual([]);
  expect(attributes.filter(({ name, value }) => name === "style" && value.includes("url("))).toEqual([]);
  const addresses = attributes.filter(({ name }) =>
    ["href", "src", "srcset", "action", "data"].includes(name),
  );
  for (const { value } of addresses) expect(value).toMatch(/^(?:#|\.\.\/|data:,|data:image\/|picture-)/);
  expect(
    document.querySelectorAll("iframe, object, embed, form, base, article style, article svg[onload]"),
  ).toHaveLength(0);
  expect(document.querySelectorAll('meta[http-equiv="refresh"]')).toHaveLength(0);
  expect(document.title).toContain("</title><script>");
});
