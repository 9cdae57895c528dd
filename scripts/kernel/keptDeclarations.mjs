/**
 * @typedef {import("./loadTslab.mjs").TypeScript} TypeScript
 * @typedef {import("@tslab/typescript-for-tslab").Statement} Statement
 * @typedef {import("@tslab/typescript-for-tslab").BindingName} BindingName
 */

const DECLARATION = /\b(?:const|let|var|class|enum)\b/;

/**
 * The values that a cell declares at its top level, but for functions and imports, which are there from the start.
 *
 * @param {TypeScript} typescript
 * @param {string} source
 * @returns {Set<string>}
 */
export function declaredValues(typescript, source) {
  if (!DECLARATION.test(source)) return new Set();
  const { statements } = typescript.createSourceFile("cell.tsx", source, typescript.ScriptTarget.Latest);
  return new Set(statements.flatMap((statement) => valuesOf(typescript, statement)));
}

/**
 * What later cells may use after a cell that failed half-way: all that it declared and reached, and for what it did not
 * reach the declaration of an earlier cell, if there is one.
 *
 * @param {TypeScript} typescript
 * @param {{ after: string, before: string, unreached: ReadonlySet<string> }} declarations `after`: as they would be had
 *   the cell succeeded; `before`: as they were
 * @returns {string}
 */
export function keptDeclarations(typescript, { after, before, unreached }) {
  if (unreached.size === 0) return after;
  const reached = only(typescript, after, (name) => !unreached.has(name));
  const earlier = only(typescript, before, (name) => unreached.has(name), false);
  return reached + earlier;
}

/**
 * The declarations of these values; of the rest (types, functions, imports) all, or none.
 *
 * @param {TypeScript} typescript
 * @param {string} text
 * @param {(name: string) => boolean} isKept
 * @param {boolean} [keepRest]
 */
function only(typescript, text, isKept, keepRest = true) {
  const file = typescript.createSourceFile("declarations.d.ts", text, typescript.ScriptTarget.Latest, true);
  const kept = file.statements.flatMap((statement) => {
    if (typescript.isVariableStatement(statement)) return variables(typescript, statement, isKept);
    const names = valuesOf(typescript, statement);
    return (names.length === 0 ? keepRest : names.some(isKept)) ? [statement] : [];
  });
  const printer = typescript.createPrinter();
  return kept.map((node) => `${printer.printNode(typescript.EmitHint.Unspecified, node, file)}\n`).join("");
}

/**
 * @param {TypeScript} typescript
 * @param {import("@tslab/typescript-for-tslab").VariableStatement} statement
 * @param {(name: string) => boolean} isKept
 * @returns {Statement[]}
 */
function variables({ factory, isIdentifier }, statement, isKept) {
  const { declarationList: list } = statement;
  const kept = list.declarations.filter(({ name }) => isIdentifier(name) && isKept(name.text));
  if (kept.length === 0) return [];
  const declarations = factory.updateVariableDeclarationList(list, kept);
  return [factory.updateVariableStatement(statement, statement.modifiers, declarations)];
}

/**
 * @param {TypeScript} typescript
 * @param {Statement} statement
 * @returns {string[]}
 */
function valuesOf(typescript, statement) {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(typescript, name));
  }
  if (typescript.isClassDeclaration(statement) || typescript.isEnumDeclaration(statement)) {
    return statement.name ? [statement.name.text] : [];
  }
  return [];
}

/**
 * @param {TypeScript} typescript
 * @param {BindingName} name
 * @returns {string[]}
 */
function namesIn(typescript, name) {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    typescript.isOmittedExpression(element) ? [] : namesIn(typescript, element.name),
  );
}
