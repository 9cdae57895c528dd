import { InvalidArgumentError } from "../errors/index.js";
import { backendNames, type BackendName } from "./BackendName.js";

const choices: readonly string[] = ["auto", ...backendNames];

/**
 * The backend asked for: by argument, else by the environment variable `KL_TO_VAE_BACKEND`, else `auto`.
 *
 * @throws InvalidArgumentError for any other name; the message lists the choices
 */
export function readBackendName(argument?: string): "auto" | BackendName {
  const name = argument ?? (process.env["KL_TO_VAE_BACKEND"] || "auto");
  if (!choices.includes(name)) {
    const source = argument === undefined ? "The environment variable KL_TO_VAE_BACKEND names" : "This is";
    throw new InvalidArgumentError(
      `${source} an unknown backend: ${JSON.stringify(name)}. Choose one of ${choices.join(", ")}.`,
    );
  }
  return name as "auto" | BackendName;
}
