import { z } from "zod";

/** The first line of every program: what it computes with. */
export const aboutMessage = z.object({
  versions: z.record(z.string(), z.string()),
  threads: z.int().positive(),
});

/** The line of an epoch, in nats per example. */
export const epochMessage = z.object({ trainLoss: z.number(), testLoss: z.number() });

/** The line of a step, before its change: means over the batch in nats. */
export const stepMessage = z.object({ loss: z.number(), reconstruction: z.number(), kl: z.number() });

export type About = z.infer<typeof aboutMessage>;
export type EpochLosses = z.infer<typeof epochMessage>;
export type StepLosses = z.infer<typeof stepMessage>;
