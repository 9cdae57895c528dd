import { CommanderError, type Command } from "commander";

/**
 * Parses what was typed.
 *
 * @returns the exit code where that is all there is to do: help was asked for, or something is wrong, and it has been said
 */
export function parseArguments(program: Command, argv: readonly string[]): number | undefined {
  try {
    program.parse([...argv], { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}
