import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";

// The compiler inside tslab (5.0), which is what a notebook's cells see the library through.
const compiler = createRequire(join(projectRoot, "node_modules/tslab/package.json"))(
  "@tslab/typescript-for-tslab",
) as typeof ts;

const topics = readdirSync(join(projectRoot, "lib", "src"));
let folder: string;
let program: ts.Program;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-types-"));
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  const file = join(folder, "cell.ts");
  writeFileSync(
    file,
    topics.map((topic, i) => `export * as topic${i} from "kl-to-vae/${topic}";`).join("\n"),
  );
  program = compiler.createProgram([file], {
    module: compiler.ModuleKind.CommonJS,
    moduleResolution: compiler.ModuleResolutionKind.Node10,
    target: compiler.ScriptTarget.ES2022,
    esModuleInterop: true,
    strict: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(projectRoot, "node_modules/@types")],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the library's types, read by tslab's own TypeScript", () => {
  it("resolve: every topic is found and no declaration of ours has an error", () => {
    const ours = (file: ts.SourceFile | undefined): boolean =>
      file !== undefined && (file.fileName.includes("/lib/dist/") || file.fileName.endsWith("cell.ts"));
    const messages = program
      .getSourceFiles()
      .filter(ours)
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(
        ({ messageText, file }) =>
          `${file?.fileName}: ${compiler.flattenDiagnosticMessageText(messageText, "\n")}`,
      );
    expect(messages).toEqual([]);
  });

  it("never say any: neither a function, its parameters and result, nor a property of what is exported", () => {
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(join(folder, "cell.ts"));
    const module = source && checker.getSymbolAtLocation(source);
    expect(module).toBeDefined();
    const found: string[] = [];
    for (const topic of checker.getExportsOfModule(module as ts.Symbol)) {
      const exports = checker.getExportsOfModule(aliased(checker, topic));
      expect(exports.length, topic.name).toBeGreaterThan(0);
      for (const symbol of exports) collectAny(checker, aliased(checker, symbol), symbol.name, found);
    }
    expect(found).toEqual([]);
  });
});

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & compiler.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function collectAny(checker: ts.TypeChecker, symbol: ts.Symbol, path: string, found: string[]): void {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return;
  const isAny = (type: ts.Type): boolean => (type.flags & compiler.TypeFlags.Any) !== 0;
  const check = (type: ts.Type, name: string): void => {
    if (isAny(type)) found.push(name);
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      if (isAny(signature.getReturnType())) found.push(`${name}()`);
      for (const parameter of signature.getParameters()) {
        if (isAny(checker.getTypeOfSymbolAtLocation(parameter, declaration)))
          found.push(`${name}(${parameter.name})`);
      }
    }
  };
  const isType = (symbol.flags & (compiler.SymbolFlags.Class | compiler.SymbolFlags.Interface)) !== 0;
  if (symbol.flags & compiler.SymbolFlags.Value)
    check(checker.getTypeOfSymbolAtLocation(symbol, declaration), path);
  if (!isType) return;
  for (const property of checker.getDeclaredTypeOfSymbol(symbol).getProperties()) {
    const owner = property.declarations?.[0];
    // What is inherited from the platform (Error) is not ours; what is #private has no type outside.
    if (owner?.getSourceFile().fileName.includes("/lib/dist/") && !property.name.includes("#")) {
      check(checker.getTypeOfSymbolAtLocation(property, owner), `${path}.${property.name}`);
    }
  }
}
