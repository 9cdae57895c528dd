import type { Content, Message } from "../kernel/wire.mjs";
import type { CodeCell, Output } from "./nbformat.js";

type DisplayOutput = Extract<Output, { output_type: "display_data" }>;

/** Puts what the kernel publishes where it belongs in the notebook. */
export class OutputCollector {
  readonly #cells = new Map<string, CodeCell>();
  readonly #displays = new Map<string, DisplayOutput[]>();
  readonly #clearNext = new Set<CodeCell>();
  readonly #onText: (text: string) => void;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  /** From now on, what is published for this request belongs to this cell. */
  expect(requestId: string, cell: CodeCell): void {
    this.#cells.set(requestId, cell);
  }

  accept({ header, parent_header, content }: Message): void {
    const cell = this.#cells.get(parent_header.msg_id ?? "");
    if (!cell) return;
    switch (header.msg_type) {
      case "stream":
        return this.#stream(cell, content);
      case "display_data":
        return this.#display(cell, content);
      case "update_display_data":
        return this.#update(content);
      case "error":
        return this.#add(cell, errorOutput(content));
      case "clear_output":
        if (content.wait === true) this.#clearNext.add(cell);
        else cell.outputs = [];
        return;
      case "execute_input":
        if (typeof content.execution_count === "number") cell.execution_count = content.execution_count;
        return;
      default:
    }
  }

  #stream(cell: CodeCell, content: Content): void {
    const [name, text] = [String(content.name), String(content.text)];
    this.#onText(text);
    const last = cell.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name && !this.#clearNext.has(cell)) {
      last.text = overwriteLines(last.text + text);
    } else {
      this.#add(cell, { output_type: "stream", name, text: overwriteLines(text) });
    }
  }

  #display(cell: CodeCell, content: Content): void {
    const output: DisplayOutput = { output_type: "display_data", ...bundle(content) };
    const id = displayId(content);
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), output]);
    this.#add(cell, output);
  }

  #update(content: Content): void {
    for (const output of this.#displays.get(displayId(content) ?? "") ?? [])
      Object.assign(output, bundle(content));
  }

  #add(cell: CodeCell, output: Output): void {
    if (this.#clearNext.delete(cell)) cell.outputs = [];
    cell.outputs.push(output);
  }
}

function bundle(content: Content): Pick<DisplayOutput, "data" | "metadata"> {
  return { data: asRecord(content.data), metadata: asRecord(content.metadata) };
}

function displayId(content: Content): string | undefined {
  const id = asRecord(content.transient).display_id;
  return typeof id === "string" ? id : undefined;
}

function errorOutput(content: Content): Output {
  const traceback = Array.isArray(content.traceback) ? content.traceback.map(String) : [];
  return { output_type: "error", ename: String(content.ename), evalue: String(content.evalue), traceback };
}

/** A carriage return begins the line anew, as in a terminal: a progress bar leaves only its last state. */
function overwriteLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n/g, "\n").replace(/[^\n]*\r(?=[^\n])/g, "") : text;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
