import { callSite } from "./callSite.js";
import type { Recording } from "./Recording.js";
import { withProperty } from "./withProperty.js";

/**
 * Does synchronous work in which `Math.random`, that TensorFlow.js too draws from, is refused.
 *
 * @throws TraceError that names the operation that draws, and its place
 */
export function withoutRandom<T>(recording: Recording, work: () => T): T {
  const refuse = (): never => {
    throw recording.refuse(
      `The loss draws from Math.random${callSite()}, and a compiled step would repeat the same draw for ever. ` +
        "Draw with the loss's second argument, random.uniform(shape) or random.normal(shape), or pass the draws as an input.",
    );
  };
  return withProperty(Math, "random", refuse, work);
}
