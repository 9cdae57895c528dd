import { z } from "zod";

/** nbformat keeps long text as a list of lines or as one string; here it is one string. */
const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]);
const record = z.record(z.string(), z.unknown());
const outputMetadata = record.default({});
const metadata = z.looseObject({ tags: z.array(z.string()).optional() });

const output = z.discriminatedUnion("output_type", [
  z.looseObject({ output_type: z.literal("stream"), name: z.string(), text }),
  z.looseObject({ output_type: z.literal("display_data"), data: record, metadata: outputMetadata }),
  z.looseObject({ output_type: z.literal("execute_result"), data: record, metadata: outputMetadata }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const common = { id: z.string().optional(), metadata, source: text };

const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({ cell_type: z.literal("raw"), ...common }),
  z.looseObject({
    cell_type: z.literal("markdown"),
    ...common,
    attachments: z.record(z.string(), record).optional(),
  }),
  z.looseObject({
    cell_type: z.literal("code"),
    ...common,
    execution_count: z.number().nullable().default(null),
    outputs: z.array(output),
  }),
]);

/** What the runner and the exporter need of nbformat 4; whatever else a notebook holds is kept as it is. */
export const notebookSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number(),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string().optional(), language: z.string().optional() }).optional(),
    language_info: z.looseObject({ name: z.string().optional() }).optional(),
  }),
  cells: z.array(cell),
});

export type Notebook = z.infer<typeof notebookSchema>;
export type Cell = Notebook["cells"][number];
export type CodeCell = Extract<Cell, { cell_type: "code" }>;
export type Output = CodeCell["outputs"][number];
/** Representations of one thing by their mime types. */
export type MimeBundle = z.infer<typeof record>;

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
