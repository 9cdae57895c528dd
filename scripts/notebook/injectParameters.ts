import { declaredParameters, type Parameter } from "./declaredParameters.js";
import { hasTag, type CodeCell, type Notebook } from "./nbformat.js";
import { NotebookError } from "./NotebookError.js";

export type ParameterValue = string | number | boolean;

/**
 * Puts a cell tagged `injected-parameters` behind the one tagged `parameters`, in place of an earlier one. It declares
 * the parameters anew with their types, so that later cells are checked against the same types and see the new values.
 */
export function injectParameters(
  notebook: Notebook,
  values: Readonly<Record<string, ParameterValue>>,
): Notebook {
  const names = Object.keys(values);
  const kept = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const at = kept.findIndex((cell) => cell.cell_type === "code" && hasTag(cell, "parameters"));
  const cell = kept[at];
  if (!cell) {
    throw new NotebookError(
      `The notebook takes no parameters: no code cell is tagged "parameters" (given: ${names.join(", ")}).`,
    );
  }
  const known = declaredParameters(cell.source);
  const lines = names.map((name) => declaration(find(name, known), values[name] ?? ""));
  const injected: CodeCell = {
    cell_type: "code",
    id: "injected-parameters",
    metadata: { tags: ["injected-parameters"] },
    source: ["// Parameters of this run", ...lines].join("\n"),
    execution_count: null,
    outputs: [],
  };
  return { ...notebook, cells: [...kept.slice(0, at + 1), injected, ...kept.slice(at + 1)] };
}

function find(name: string, known: readonly Parameter[]): Parameter {
  const parameter = known.find((candidate) => candidate.name === name);
  if (parameter) return parameter;
  const list = known.map((candidate) => `${candidate.name}: ${candidate.type}`).join(", ");
  throw new NotebookError(
    `There is no parameter ${name}. The notebook knows: ${list === "" ? "none" : list}.`,
  );
}

function declaration(parameter: Parameter, value: ParameterValue): string {
  const typed = typedValue(parameter, value);
  const { choices } = parameter;
  if (typed === undefined || choices?.every((choice) => choice !== typed)) {
    const type = choices ? choices.map((choice) => JSON.stringify(choice)).join(" | ") : parameter.type;
    throw new NotebookError(
      `The parameter ${parameter.name} is of type ${type}; ${JSON.stringify(value)} is not.`,
    );
  }
  return `${parameter.constant ? "const" : "let"} ${parameter.name}: ${parameter.type} = ${JSON.stringify(typed)};`;
}

/** The value in the parameter's type; a string, as a command line gives it, is read. */
function typedValue({ kind }: Parameter, value: ParameterValue): ParameterValue | undefined {
  if (kind === "string") return typeof value === "string" ? value : undefined;
  if (kind === "boolean") return readBoolean(value);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function readBoolean(value: ParameterValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}
