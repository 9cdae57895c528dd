/**
 * @typedef {import("@tslab/typescript-for-tslab").QuickInfo} QuickInfo
 * @typedef {import("@tslab/typescript-for-tslab").SymbolDisplayPart} Part
 * @typedef {{ inspect(source: string, position: number): QuickInfo | undefined }} Inspector
 */

/**
 * What Shift-Tab shows: the signature and the docstring of the name at the cursor or, between the brackets of a call,
 * of what is called.
 *
 * @param {Inspector} inspector
 * @param {string} source
 * @param {number} cursor in UTF-16 units
 * @returns {string | undefined}
 */
export function inspection(inspector, source, cursor) {
  const info = inspector.inspect(source, cursor) ?? inspectCall(inspector, source, cursor);
  if (info === undefined) return undefined;
  const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${textOf(text)}`.trim());
  const docs = textOf(info.documentation);
  return [textOf(info.displayParts), docs, tags.join("\n")].filter(Boolean).join("\n\n");
}

/**
 * @param {Inspector} inspector
 * @param {string} source
 * @param {number} cursor
 */
function inspectCall(inspector, source, cursor) {
  for (let open = openBracket(source, cursor); open >= 0; open = openBracket(source, open)) {
    const end = source.slice(0, open).trimEnd().length;
    if (/[\p{ID_Continue}$]/u.test(source.charAt(end - 1))) return inspector.inspect(source, end - 1);
  }
  return undefined;
}

/**
 * Where the innermost bracket is opened that is still open at the cursor; -1 where there is none.
 *
 * @param {string} source
 * @param {number} cursor
 */
function openBracket(source, cursor) {
  let depth = 0;
  for (let i = cursor - 1; i >= 0; i--) {
    const character = source.charAt(i);
    if (character === ")") depth++;
    else if (character === "(" && depth-- === 0) return i;
  }
  return -1;
}

/**
 * The text of parts; a link is the name it leads to.
 *
 * @param {readonly Part[] | undefined} parts
 */
function textOf(parts = []) {
  return parts
    .map(({ kind, text }) => (kind === "link" ? "" : text))
    .join("")
    .trim();
}
