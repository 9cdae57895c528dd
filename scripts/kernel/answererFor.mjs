import { pointsOf, unitsOf } from "./codePoints.mjs";
import { completion } from "./completion.mjs";
import { inspection } from "./inspection.mjs";

/**
 * tslab's answers about code, with better ones where it has poor ones: what the kernel is, docstrings, completions.
 *
 * @param {ReturnType<import("./loadTslab.mjs").loadTslab>} tslab
 * @param {import("tslab/dist/executor.js").Executor} executor
 * @returns {import("./handleQuestion.mjs").Answerer}
 */
export function answererFor({ jupyter, typescript }, executor) {
  const answerer = new jupyter.JupyterHandlerImpl(executor, false);
  const about = answerer.handleKernel();
  const language_info = { ...about.language_info, version: typescript.version };
  return Object.assign(answerer, {
    handleKernel: () => ({ ...about, language_info }),
    /** @type {typeof answerer.handleInspect} */
    handleInspect: ({ code, cursor_pos }) => {
      const text = inspection(executor, code, unitsOf(code, cursor_pos));
      const data = text === undefined ? {} : { "text/plain": text };
      return { status: "ok", found: text !== undefined, data, metadata: {} };
    },
    /** @type {typeof answerer.handleComplete} */
    handleComplete: ({ code, cursor_pos }) => {
      const { start, end, candidates } = completion(executor, code, unitsOf(code, cursor_pos));
      const [cursor_start, cursor_end] = [pointsOf(code, start), pointsOf(code, end)];
      return { cursor_start, cursor_end, matches: candidates, metadata: {}, status: "ok" };
    },
  });
}
