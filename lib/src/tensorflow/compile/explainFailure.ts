import { BackendError } from "../../errors/index.js";

/** What tfjs-core throws where a backend lacks a kernel. */
const noKernel =
  /^(?:Kernel|Cannot find registered kernel) '(?<operation>\w+)' (?:not registered )?for backend '(?<backend>\w+)'/u;
const noGradient = /^Cannot compute gradient: gradient function not found for (?<operation>\w+)/u;

/** The error that a step reports in the place of one that TensorFlow.js threw: the same, unless more can be said. */
export function explainFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const kernel = noKernel.exec(error.message)?.groups;
  if (kernel !== undefined) {
    return new BackendError(
      `The backend ${kernel["backend"]} has no ${kernel["operation"]}, which the loss or its gradient needs. Write ` +
        'the loss without it, or choose another backend: await useBackend("tensorflow") has all operations ' +
        '(`npm run setup` builds it), and so nearly has the slow "cpu".',
      { cause: error },
    );
  }
  const gradient = noGradient.exec(error.message)?.groups;
  if (gradient !== undefined) {
    return new BackendError(
      `TensorFlow.js has no gradient for ${gradient["operation"]}: write the loss without it, or give it one with ` +
        "tf.customGrad.",
      { cause: error },
    );
  }
  return error;
}
