import ts from "typescript";

export type ParameterKind = "number" | "string" | "boolean";

/** A variable that the cell tagged `parameters` declares. */
export interface Parameter {
  name: string;
  kind: ParameterKind;
  /** The type as TypeScript writes it, such as `"quick" | "full"`. */
  type: string;
  /** The values it may take, where they are listed. */
  choices?: readonly (string | number)[];
  constant: boolean;
}

const FILE = "parameters.ts";

/** The parameters a cell declares, with declared or inferred types. Variables of other types are no parameters. */
export function declaredParameters(source: string): Parameter[] {
  const file = ts.createSourceFile(FILE, source, ts.ScriptTarget.ES2022, true);
  const checker = checkerFor(file);
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap((declaration) => {
      const parameter = parameterOf(declaration, checker);
      const constant = (declarationList.flags & ts.NodeFlags.Const) !== 0;
      return parameter ? [{ ...parameter, constant }] : [];
    }),
  );
}

function parameterOf(
  declaration: ts.VariableDeclaration,
  checker: ts.TypeChecker,
): Omit<Parameter, "constant"> | undefined {
  if (!ts.isIdentifier(declaration.name)) return undefined;
  const exact = checker.getTypeAtLocation(declaration.name);
  const type =
    (declaration.type ?? isCast(declaration.initializer)) ? exact : checker.getBaseTypeOfLiteralType(exact);
  const kind = kindOf(type);
  if (!kind) return undefined;
  const members = type.isUnion() ? type.types : [type];
  const choices = members.flatMap((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? [member.value] : [],
  );
  const text = declaration.type?.getText() ?? checker.typeToString(type);
  const described = { name: declaration.name.text, kind, type: text };
  return choices.length === members.length ? { ...described, choices } : described;
}

function isCast(initializer: ts.Expression | undefined): boolean {
  return (
    initializer !== undefined && (ts.isAsExpression(initializer) || ts.isSatisfiesExpression(initializer))
  );
}

function kindOf(type: ts.Type): ParameterKind | undefined {
  const members = type.isUnion() ? type.types : [type];
  const all = (flag: ts.TypeFlags): boolean => members.every((member) => (member.flags & flag) !== 0);
  if (all(ts.TypeFlags.NumberLike)) return "number";
  if (all(ts.TypeFlags.StringLike)) return "string";
  if (all(ts.TypeFlags.BooleanLike)) return "boolean";
  return undefined;
}

/** A program of this one file, without the standard library: the types of literals need none. */
function checkerFor(file: ts.SourceFile): ts.TypeChecker {
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === FILE ? file : undefined),
    fileExists: (name) => name === FILE,
    readFile: () => undefined,
    writeFile: () => undefined,
    getDefaultLibFileName: () => "",
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const options = { noLib: true, noResolve: true, strict: true, types: [], target: ts.ScriptTarget.ES2022 };
  return ts.createProgram([FILE], options, host).getTypeChecker();
}
