import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "../errors/index.js";

/**
 * The path of a small data file: next to this module in the built package, in the project's `data/` folder where the
 * sources are used.
 *
 * @throws InvalidArgumentError if there is no such file
 */
export function dataFile(name: string): string {
  const places = [name, `../../../data/${name}`].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) {
    throw new InvalidArgumentError(`There is no data file ${name}; looked for ${places.join(" and ")}.`);
  }
  return found;
}
