import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue } from "./describeValue.js";

/**
 * @param names all options there are
 * @param call what has these options, as the message begins
 * @throws InvalidArgumentError unless options is an object without other options
 */
export function requireOptions<Options extends object>(
  options: Options,
  names: readonly (keyof Options & string)[],
  call: string,
): Options {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InvalidArgumentError(
      `The options of ${call} are ${describeValue(options)}, but must be an object { ${names.join(", ")} }.`,
    );
  }
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown === undefined) return options;
  throw new InvalidArgumentError(`${call} has no option ${unknown}; it has ${names.join(", ")}.`);
}
