import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shortReference } from "../../../scripts/posts/references/formatReference.js";
import { readReferences } from "../../../scripts/posts/references/readReferences.js";
import { folderWith } from "./support/exportNotebook.js";
import { notebooksDirectory } from "../../../scripts/setup/paths.mjs";

const read = async (text: string): Promise<unknown> =>
  readReferences(join(await folderWith({ "x.bib": text }), "x.bib"));

describe("readReferences", () => {
  it("reads every work the series cites, each with author, title and year", async () => {
    const works = [...(await readReferences(join(notebooksDirectory, "references.bib"))).values()];
    expect(works.length).toBeGreaterThan(20);
    for (const work of works) {
      expect(work.author.length, work.id).toBeGreaterThan(0);
      expect(shortReference(work)).toMatch(/^.+ \((?:19|20)\d\d\)\. .+/);
    }
  });

  it("names the entry that is doubled, and the file that is not BibTeX", async () => {
    const entry = "@misc{a, author = {A, B}, title = {C}, year = {2000}}";
    await expect(read(`${entry}\n${entry}`)).rejects.toThrow(/x\.bib has two entries named a/);
    await expect(read("@misc{a, title = {")).rejects.toThrow(/x\.bib is not BibTeX/);
  });
});
