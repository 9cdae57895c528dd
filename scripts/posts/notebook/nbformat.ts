import { z } from "zod";

/** nbformat 4 keeps long text as a list of lines or as one string. */
const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? value : value.join("")));
const bundle = z.record(z.string(), z.unknown());
const metadata = z.looseObject({ tags: z.array(z.string()).optional() });

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text }),
  z.object({ output_type: z.literal("display_data"), data: bundle, metadata: bundle.optional() }),
  z.object({ output_type: z.literal("execute_result"), data: bundle, metadata: bundle.optional() }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const cell = z.discriminatedUnion("cell_type", [
  z.object({ cell_type: z.literal("raw"), source: text, metadata }),
  z.object({
    cell_type: z.literal("markdown"),
    source: text,
    metadata,
    attachments: z.record(z.string(), bundle).optional(),
  }),
  z.object({ cell_type: z.literal("code"), source: text, metadata, outputs: z.array(output) }),
]);

export const notebookSchema = z.object({
  nbformat: z.literal(4),
  cells: z.array(cell),
  metadata: z.looseObject({ language_info: z.looseObject({ name: z.string() }).optional() }),
});

export type NotebookOutput = z.infer<typeof output>;
export type MimeBundle = z.infer<typeof bundle>;
export type NotebookCell = z.infer<typeof cell>;
export type CodeCell = Extract<NotebookCell, { cell_type: "code" }>;
export type MarkdownCell = Extract<NotebookCell, { cell_type: "markdown" }>;
