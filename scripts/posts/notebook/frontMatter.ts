import { parse } from "yaml";
import { z } from "zod";
import { PostsError } from "../PostsError.js";
import { describeIssue } from "../../notebook/describeIssue.js";

const line = z.string().trim().min(1);
const segment = "[a-z0-9]+(?:-[a-z0-9]+)*";

const shared = {
  title: line,
  description: line,
  authors: z.array(line).optional(),
};

/** What a notebook says about itself before its first cell of prose. */
export const postSchema = z.strictObject({
  ...shared,
  date: z.iso.date("expected a date such as 2026-03-14"),
  tags: z.array(line).default([]),
  permalink: z
    .string()
    .regex(
      new RegExp(`^${segment}(?:/${segment})*$`),
      "expected lower-case words, digits and hyphens between slashes, such as vae-series/kl-divergence",
    )
    .refine((value) => !/^assets(\/|$)/.test(value), "assets is where the site keeps its styles and scripts"),
  draft: z.boolean().default(false),
  image: line.optional(),
});

export const landingSchema = z.strictObject(shared);

export type PostMatter = z.infer<typeof postSchema>;
export type LandingMatter = z.infer<typeof landingSchema>;

const block = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?---[ \t]*(?:\r?\n|$)/;

/** Splits text that begins with a YAML block between `---` lines, and checks the block. */
export function frontMatter<T>(
  text: string,
  schema: z.ZodType<T>,
  name: string,
): { matter: T; rest: string } {
  const found = block.exec(text);
  if (found === null) {
    throw new PostsError(
      `${name} has no front matter: its first cell must begin with a YAML block between --- lines.`,
    );
  }
  const result = schema.safeParse(parseYaml(found[1] ?? "", name));
  if (!result.success) throw new PostsError(`${name}, front matter: ${describeIssue(result.error)}.`);
  return { matter: result.data, rest: text.slice(found[0].length) };
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    const [first = ""] = (error as Error).message.split("\n");
    throw new PostsError(`${name}, front matter is not YAML: ${first.replace(/:$/, "")}.`);
  }
}
