import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { z } from "zod";
import { PostsError } from "../PostsError.js";

const person = z.object({
  given: z.string().optional(),
  family: z.string().optional(),
  literal: z.string().optional(),
});

const reference = z.object({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  author: z.array(person).default([]),
  issued: z.object({ "date-parts": z.tuple([z.tuple([z.coerce.number()]).rest(z.unknown())]) }).optional(),
  "container-title": z.string().optional(),
  volume: z.coerce.string().optional(),
  issue: z.coerce.string().optional(),
  page: z.coerce.string().optional(),
  publisher: z.string().optional(),
  DOI: z.string().optional(),
  URL: z.string().optional(),
});

/** A work in CSL-JSON, the format reference managers share. */
export type Reference = z.infer<typeof reference>;
export type Person = z.infer<typeof person>;
export type References = ReadonlyMap<string, Reference>;

/** Reads a BibTeX file into works by key. */
export async function readReferences(path: string): Promise<References> {
  const text = await readFile(path, "utf8");
  const items = parseBibtex(text, path);
  const references = new Map<string, Reference>();
  for (const item of items) {
    const result = reference.safeParse(item);
    const key = String((item as { id?: unknown }).id);
    if (!result.success)
      throw new PostsError(
        `${basename(path)}, entry ${key}: ${result.error.issues[0]?.message ?? "not a work"}.`,
      );
    if (references.has(key)) throw new PostsError(`${basename(path)} has two entries named ${key}.`);
    references.set(key, result.data);
  }
  return references;
}

/** The little of citation-js that is used here; the packages bring no types. */
interface CitationCore {
  readonly Cite: new (text: string, options: { forceType: string }) => { readonly data: unknown[] };
}

/** Works in CSL-JSON. The type is given, since citation-js would take a text that is an address and fetch it. */
function parseBibtex(text: string, path: string): unknown[] {
  const require = createRequire(import.meta.url);
  const { Cite } = require("@citation-js/core") as CitationCore;
  require("@citation-js/plugin-bibtex");
  try {
    return new Cite(text, { forceType: "@biblatex/text" }).data;
  } catch (error) {
    throw new PostsError(
      `${basename(path)} is not BibTeX: ${(error as Error).message.split("\n")[0] ?? ""}.`,
    );
  }
}
