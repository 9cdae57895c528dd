import { InvalidArgumentError } from "../../errors/index.js";
import type { DataSource } from "./DataSource.js";

/**
 * Where a data set is downloaded from: its own mirrors, or those that its environment variable names.
 *
 * @throws InvalidArgumentError if the variable holds something else than http(s) addresses
 */
export function mirrorsOf(source: DataSource): readonly string[] {
  const named = process.env[source.mirrorsVariable];
  if (!named) return source.mirrors;
  const mirrors = named
    .split(",")
    .map((mirror) => mirror.trim())
    .filter((mirror) => mirror !== "");
  for (const mirror of mirrors) {
    if (!/^https?:\/\//.test(mirror) || !URL.canParse(mirror)) {
      throw new InvalidArgumentError(
        `${source.mirrorsVariable} names ${mirror}, which is not an http address.`,
      );
    }
  }
  return mirrors.map((mirror) => (mirror.endsWith("/") ? mirror : `${mirror}/`));
}
