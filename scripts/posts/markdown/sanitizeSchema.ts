import { defaultSchema, type Options as Schema } from "rehype-sanitize";

const base = defaultSchema.attributes ?? {};
const unwanted = ["accessKey", "action", "encType", "method", "htmlFor", "tabIndex", "useMap"];
const removed = ["picture", "source"];

/**
 * What a notebook's Markdown and HTML may contain. Ids get the cell's prefix, so that two cells (or a cell and the
 * page) never share one. The address of an image is judged by `localiseImages`, which refuses with a message
 * instead of dropping it.
 */
export function sanitizeSchema(prefix: string): Schema {
  const { src: _, ...protocols } = defaultSchema.protocols ?? {};
  return {
    ...defaultSchema,
    clobberPrefix: prefix,
    tagNames: [
      ...(defaultSchema.tagNames ?? []).filter((name) => !removed.includes(name)),
      ...["figure", "figcaption", "mark", "small", "abbr"],
    ],
    attributes: {
      ...base,
      "*": (base["*"] ?? []).filter((name) => !unwanted.includes(name as string)),
      code: [["className", /^language-./, "math-inline", "math-display"]],
    },
    protocols: { ...protocols, href: ["http", "https", "mailto"] },
    strip: ["script", "style", "template", "svg", "math", "iframe", "object"],
  };
}
