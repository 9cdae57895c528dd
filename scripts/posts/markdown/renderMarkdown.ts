import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import type { MimeBundle } from "../../notebook/nbformat.js";
import type { Page } from "../pages/Page.js";
import { displayDollars, separateDisplayMath } from "./displayMath.js";
import { finishTree } from "./finishTree.js";
import { linkCitations } from "../references/linkCitations.js";
import { nameHeadings } from "./headings.js";
import { localiseImages } from "./localiseImages.js";
import { localiseLinks } from "./localiseLinks.js";
import { sanitizeSchema } from "./sanitizeSchema.js";

export interface MarkdownSource {
  readonly source: string;
  readonly number: number;
  readonly attachments?: Readonly<Record<string, MimeBundle>> | undefined;
}

/**
 * Markdown of a cell → what stands on the page. The author's HTML is sanitised before KaTeX and highlighting, whose
 * own output is then left alone.
 */
export function renderMarkdown({ source, number, attachments }: MarkdownSource, page: Page): Root {
  const prefix = `cell-${number}-`;
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(displayDollars)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
    .use(rehypeRaw)
    .use(rehypeSanitize, sanitizeSchema(prefix));
  const text = separateDisplayMath(source);
  const tree = processor.runSync(processor.parse(text), text);
  linkCitations(tree, page, number);
  localiseImages(tree, page, { cell: number, attachments });
  localiseLinks(tree, page, prefix, number);
  nameHeadings(tree, page);
  return finishTree(tree, page, number);
}
