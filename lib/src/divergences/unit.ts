import { InvalidArgumentError } from "../errors/index.js";

/** The unit of an information quantity: nats (the default) or bits. */
export interface UnitOptions {
  readonly unit?: "nats" | "bits";
}

/** @throws InvalidArgumentError for a unit that is neither nats nor bits */
export function inUnit(nats: number, { unit = "nats" }: UnitOptions): number {
  if (unit === "nats") return nats;
  if (unit === "bits") return nats / Math.LN2;
  throw new InvalidArgumentError(`unit must be "nats" or "bits", but is ${JSON.stringify(unit)}.`);
}
