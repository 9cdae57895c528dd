import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Ends the run with the skipped tests and their reasons, and then, as the very last line, `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): typeof tests => tests.filter((test) => test.result().state === state);
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    const skipped = inState("skipped");
    const failed = inState("failed").length + brokenModules + unhandledErrors.length;
    const summary = `${inState("passed").length} passed, ${failed} failed`;
    process.once("exit", () => {
      for (const test of skipped) {
        const result = test.result();
        const reason = result.state === "skipped" ? result.note : undefined;
        process.stdout.write(`skipped: ${test.fullName}: ${reason ?? "no reason given"}\n`);
      }
      process.stdout.write(`${summary}${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}\n`);
    });
  }
}
