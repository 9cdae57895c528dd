import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LossAgreement, SeedAgreement } from "../../../scripts/bench/agreement/Agreement.js";
import type { Side } from "../../../scripts/bench/agreement/Side.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";
import { script } from "./tinyComparison.js";

/** What a training was asked for. */
interface Asked {
  readonly hidden: string;
  readonly latentDim: string;
  readonly epochs: string;
  /** Undefined where the program was only to say what it is. */
  readonly seed?: string;
  readonly pid: number;
}

/** An agreement of sides that train nothing, and what they were asked for in the course of time. */
export interface TinySeeds extends SeedAgreement {
  readonly log: () => Asked[];
}

const model = { hidden: [30, 20], latentDim: 2 };

/** @param programs of ours; the peer has the usual one */
export function tinySides(programs: Partial<Side> = {}): [Side, Side] {
  const usual = {
    runtime: "node" as const,
    run: script("agreementRun.mjs"),
    steps: script("agreementSteps.mjs"),
    remedy: "Ask for less.",
  };
  return [
    { name: "ours", ...usual, ...programs },
    { name: "theirs", ...usual },
  ];
}

/** @param fault as in "hang:2", at a seed */
export function tinySeeds(fault = "", programs: Partial<Side> = {}): TinySeeds {
  const log = join(temporaryDirectory(), "log");
  const description = "no images";
  return {
    kind: "seeds",
    name: "test-seeds",
    title: "the test loss of nothing",
    model,
    sides: tinySides(programs),
    digits: () => Promise.resolve({ train: fault, test: log, description, isMnist: true, sha256: "0f" }),
    bar: 0.3,
    published: { testLoss: 99.5, epochs: 2 },
    log: () =>
      readFileSync(log, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Asked),
  };
}

export function tinyLosses(): LossAgreement {
  const { model, sides, digits } = tinySeeds();
  const title = "the first 5 losses of nothing";
  return { kind: "losses", name: "test-losses", title, model, sides, digits, steps: 5, bar: 1e-4 };
}
