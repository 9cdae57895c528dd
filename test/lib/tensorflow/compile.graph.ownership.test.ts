import { expect, it } from "vitest";
import { StepSession } from "../../../lib/src/tensorflow/compile/session/StepSession.js";
import { onNativeTensorFlow } from "./graphSteps.js";

onNativeTensorFlow();

// TensorFlow can lend a tensor JavaScript's own memory, and gives it back on whichever of its threads drops it last:
// two at once break the list that Node keeps of such memory, and then the heap.
it("a session never keeps JavaScript's memory for a variable: what is stored is a copy of TensorFlow's own", () => {
  // Only arrays that happen to lie on a boundary of 64 bytes are lent: one in four.
  const count = 64;
  const zeros = (): Float32Array[] => Array.from({ length: count }, () => new Float32Array(48));
  const session = new StepSession(
    zeros().map(({ length }) => [length]),
    zeros().map((array) => [array]),
  );
  try {
    session.replacePrograms([]);
    const given = zeros();
    session.write(given.map((array) => [array]));
    for (const array of given) array.fill(1);
    expect(session.read().flat()).toEqual(zeros());
  } finally {
    session.dispose();
  }
});
