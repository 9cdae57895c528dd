import { InvalidArgumentError } from "../errors/index.js";

/** The unit of an information quantity: nats (the default) or bits. */
export interface UnitOptions {
  readonly unit?: "nats" | "bits";
}

/** @throws InvalidArgumentError for a unit that is neither nats nor bits, and for options that are no object */
export function inUnit(nats: number, options: UnitOptions): number {
  if (typeof options !== "object" || options === null) {
    throw new InvalidArgumentError(
      `Options are an object, such as { unit: "bits" }, not ${String(options)}.`,
    );
  }
  const { unit = "nats" } = options;
  if (unit === "nats") return nats;
  if (unit === "bits") return nats / Math.LN2;
  throw new InvalidArgumentError(`unit must be "nats" or "bits", but is ${JSON.stringify(unit)}.`);
}
