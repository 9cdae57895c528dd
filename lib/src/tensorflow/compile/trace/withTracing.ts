import * as tf from "@tensorflow/tfjs-core";
import { withBackend } from "../../withBackend.js";
import { callSite } from "./callSite.js";
import { nativeBackend } from "./NativeBackend.js";
import type { Recording } from "./Recording.js";
import { TracingBackend } from "./TracingBackend.js";
import { replaceKernels } from "./tracingKernels.js";
import { withProperty } from "./withProperty.js";

/** No underscore: TensorFlow.js finds the kernels of a backend by what stands before the first one. */
const name = "tensorflow-tracing";

let tracing: TracingBackend | undefined;

/**
 * Does synchronous work on native TensorFlow with a record being kept of it. Reading tensors and assigning variables,
 * which no graph would repeat, are refused meanwhile.
 *
 * @throws TraceError
 */
export function withTracing<T>(recording: Recording, work: () => T): T {
  const backend = (tracing ??= register());
  return backend.record(recording, () =>
    withBackend(name, () => withoutReads(backend, () => withoutAssignments(recording, work))),
  );
}

function register(): TracingBackend {
  const backend = new TracingBackend(nativeBackend());
  tf.registerBackend(name, () => backend);
  tf.copyRegisteredKernels("tensorflow", name);
  replaceKernels(name);
  return backend;
}

/** Inputs and variables live on the native backend, whose values could be read past the tracing one. */
function withoutReads<T>(backend: TracingBackend, work: () => T): T {
  const native = nativeBackend();
  const [readSync, read] = [backend.readSync.bind(backend), backend.read.bind(backend)];
  return withProperty(native, "readSync", readSync, () => withProperty(native, "read", read, work));
}

function withoutAssignments<T>(recording: Recording, work: () => T): T {
  function refuse(this: tf.Variable): never {
    const what = recording.describe(this.dataId) ?? `the variable ${this.name}`;
    throw recording.refuse(
      `The loss assigns to ${what}${callSite()}, which a graph would not repeat. Return the value as a metric and assign it outside, ` +
        'or compile with mode: "eager".',
    );
  }
  return withProperty(tf.Variable.prototype, "assign", refuse, work);
}
