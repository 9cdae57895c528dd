/**
 * What a worker thread runs, as text, so that it needs no file of its own: in Node.js, in a browser and in a bundle alike. It is
 * told once what it works on, and then answers a step and its parameters with the sums of each of its parts.
 */
export const workerScript = `
"use strict";
const port = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? self;
let kernel, dimension, capacity, sums, shards;
port.onmessage = ({ data }) => {
  if (data.kernel) begin(data);
  else answer(data);
};

function begin(work) {
  ({ dimension, capacity, sums, shards } = work);
  kernel = new WebAssembly.Instance(work.kernel).exports;
  if (!kernel.prepare(dimension, work.components, work.full, capacity)) throw new Error("out of memory");
}

function answer({ step, parameters }) {
  numbersAt(kernel.parametersAt(), parameters.length).set(parameters);
  const answers = shards.map((rows) => sumsOf(rows, kernel[step]));
  port.postMessage(answers, answers.map(({ buffer }) => buffer));
}

function sumsOf(rows, step) {
  const statistics = numbersAt(kernel.statisticsAt(), sums).fill(0);
  const input = numbersAt(kernel.rowsAt(), capacity * dimension);
  for (let first = 0; first < rows.length; first += input.length) {
    const chunk = rows.subarray(first, first + input.length);
    input.set(chunk);
    step(chunk.length / dimension);
  }
  return statistics.slice();
}

function numbersAt(address, length) {
  return new Float64Array(kernel.memory.buffer, address, length);
}
`;
