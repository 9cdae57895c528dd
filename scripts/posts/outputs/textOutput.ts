import { stripVTControlCharacters } from "node:util";
import type { Element } from "hast";
import { h } from "hastscript";

/** More text than this in one output is cut: a page is for reading. */
export const textLimit = { characters: 20_000, lines: 400 };

/** Printed text as a terminal would leave it: colours gone, lines overwritten by carriage returns gone, cut if endless. */
export function textOutput(text: string, className: string, label: string): Element {
  const plain = overwrite(stripVTControlCharacters(text)).trimEnd();
  const { shown, note } = truncate(plain);
  return h("div", { className: ["output", className] }, [
    h("pre", { tabIndex: 0, role: "region", ariaLabel: label }, shown),
    ...(note === undefined ? [] : [h("p", { className: "note" }, note)]),
  ]);
}

/** `50 %\r100 %` shows `100 %`: progress lines overwrite themselves. */
function overwrite(text: string): string {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  return lines.map((line) => line.replace(/\r+$/, "").split("\r").at(-1) ?? "").join("\n");
}

function truncate(text: string): { shown: string; note?: string } {
  const lines = text.slice(0, textLimit.characters).split("\n").slice(0, textLimit.lines);
  const shown = lines.join("\n");
  const left = text.length - shown.length;
  return left === 0
    ? { shown }
    : { shown, note: `${left.toLocaleString("en-GB")} more characters are not shown.` };
}
