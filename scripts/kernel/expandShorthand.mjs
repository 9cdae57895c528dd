/**
 * Writes `{ seed }` as `{ seed: seed }`. tslab redirects the names of earlier cells in expressions, but takes the name of
 * a shorthand property for the property's own, and the cell then fails with a ReferenceError. Lines stay as they are.
 *
 * @param {import("./loadTslab.mjs").TypeScript} typescript
 * @param {string} source
 */
export function expandShorthand(typescript, source) {
  if (!source.includes("{")) return source;
  const file = typescript.createSourceFile("cell.tsx", source, typescript.ScriptTarget.Latest);
  /** @type {import("@tslab/typescript-for-tslab").Identifier[]} */
  const names = [];
  /** @param {import("@tslab/typescript-for-tslab").Node} node */
  const visit = (node) => {
    if (typescript.isShorthandPropertyAssignment(node)) names.push(node.name);
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return names.reduceRight(
    (text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`,
    source,
  );
}
