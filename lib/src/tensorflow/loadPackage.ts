import { createRequire } from "node:module";
import { BackendError } from "../errors/index.js";

const require = createRequire(import.meta.url);

/**
 * Loads an optional package when it is needed. TensorFlow.js packages are CommonJS in Node, and `require` gives the
 * one copy of `@tensorflow/tfjs-core` that they all register their backends with.
 *
 * @throws BackendError if the package is not installed; other errors come through as they are
 */
export function loadPackage(name: string): unknown {
  try {
    return require(name);
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new BackendError(
      `The package ${name} is not installed. Install it with \`npm install ${name}\`, or choose another backend.`,
      { cause: error },
    );
  }
}

/** The main file of an installed package. */
export function resolveFile(name: string): string {
  return require.resolve(name);
}

/** Whether it is this package that is missing, and not one that it requires itself. */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND" &&
    error.message.startsWith(`Cannot find module '${name}'`)
  );
}
