import { z } from "zod";

/** A contestant's first line: it has prepared its work, warm-up included. */
export const preparedMessage = z.object({
  prepared: z.object({
    /** Of all that matters to its speed, by name. */
    versions: z.record(z.string(), z.string()),
    threads: z.int().positive(),
    seconds: z.number().nonnegative(),
    /** How long turning the step into something faster took, where that is a part of it. */
    compileMilliseconds: z.number().nonnegative().optional(),
    /** How it was set up, where there was a choice. */
    note: z.string().optional(),
  }),
});

/** Its answer to `{"steps": n}`. */
export const turnMessage = z.object({
  /** Of every step. */
  milliseconds: z.array(z.number().positive()).min(1),
  /** The mean of what the steps gave: both sides should come to the same. */
  result: z.number().optional(),
  residentBytes: z.number().positive(),
});

export type PreparedMessage = z.infer<typeof preparedMessage>;
export type Prepared = PreparedMessage["prepared"];
export type Turn = z.infer<typeof turnMessage>;
