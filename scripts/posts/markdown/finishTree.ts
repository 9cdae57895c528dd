import type { Root } from "hast";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import rehypeHighlight from "rehype-highlight";
import rehypeKatex from "rehype-katex";
import { unified } from "unified";
import { VFile } from "vfile";
import type { Page } from "../pages/Page.js";

const languages = { bash, json, python, typescript };

/** Typesets mathematics and highlights code, in place, in a tree that is already safe. */
export function finishTree(tree: Root, page: Page, cell: number): Root {
  const file = new VFile();
  const strict = (_code: string, message: string): "ignore" => {
    page.warn(`a formula is not LaTeX: ${message}`, cell);
    return "ignore";
  };
  unified()
    .use(rehypeKatex, {
      macros: page.macros,
      globalGroup: true,
      trust: false,
      strict,
      maxSize: 20,
      maxExpand: 500,
    })
    .use(rehypeHighlight, {
      languages,
      aliases: { typescript: ["js", "javascript", "ts"] },
      plainText: ["math", "text"],
    })
    .runSync(tree, file);
  for (const message of file.messages) {
    if (message.source === "rehype-katex")
      throw page.error(`KaTeX cannot typeset a formula: ${reason(message.cause)}`, cell);
  }
  return tree;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/^KaTeX parse error: /, "") : "unknown reason";
}
