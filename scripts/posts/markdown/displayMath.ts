import type { Root } from "mdast";
import type { InlineMath } from "mdast-util-math";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";

/** What a line opens: where it ends, and what the last line becomes. */
interface Block {
  readonly first: string[];
  readonly end?: RegExp;
  readonly close?: (line: string) => string[];
}

/**
 * JupyterLab takes `$$` in the middle of a line and bare environments as display mathematics; remark-math wants the
 * dollars on lines of their own. This gives them their lines, outside fenced code.
 */
export function separateDisplayMath(source: string): string {
  let block: Block | undefined;
  const lines = source.split("\n").flatMap((line) => {
    if (block?.end === undefined) {
      block = openCode(line) ?? openEnvironment(line) ?? openDollars(line) ?? { first: [line] };
      return block.first;
    }
    if (!block.end.test(line)) return [line];
    const last = block.close?.(line) ?? [line];
    block = undefined;
    return last;
  });
  return lines.join("\n");
}

function openCode(line: string): Block | undefined {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence === undefined) return undefined;
  return { first: [line], end: new RegExp(`^ {0,3}${fence}${fence.charAt(0)}*\\s*$`) };
}

function openEnvironment(line: string): Block | undefined {
  const name = /^ {0,3}\\begin\{((?:equation|align|gather|alignat)\*?)\}/.exec(line)?.[1];
  if (name === undefined) return undefined;
  const end = new RegExp(`\\\\end\\{${name.replace("*", "\\*")}\\}\\s*$`);
  if (end.test(line)) return { first: ["$$", line, "$$"] };
  return { first: ["$$", line], end, close: (last) => [last, "$$"] };
}

function openDollars(line: string): Block | undefined {
  const content = /^ {0,3}\$\$(?!\$)(.*)$/.exec(line)?.[1];
  if (content === undefined || content.includes("$$")) return undefined;
  const first = content.trim() === "" ? [line] : ["$$", content];
  return { first, end: /\$\$\s*$/, close: splitDollars };
}

function splitDollars(line: string): string[] {
  const content = line.replace(/\$\$\s*$/, "");
  return content.trim() === "" ? ["$$"] : [content, "$$"];
}

/** `$$…$$` within a line is display mathematics in JupyterLab, and so it is here. */
export function displayDollars() {
  return (tree: Root, file: VFile): void => {
    const text = String(file);
    visit(tree, "inlineMath", (node: InlineMath) => {
      const start = node.position?.start.offset;
      if (start === undefined || !text.startsWith("$$", start)) return;
      node.data = { ...node.data, hProperties: { className: ["language-math", "math-display"] } };
    });
  };
}
