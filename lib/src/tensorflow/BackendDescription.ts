import type { BackendName } from "./BackendName.js";

/** What the backend in use is and can do. */
export interface BackendDescription {
  readonly name: BackendName;
  readonly device: "CPU" | "GPU";
  /** Of the TensorFlow library for `tensorflow`, of TensorFlow.js for the others. */
  readonly version: string;
  /** How many threads it may use; absent where that cannot be said. */
  readonly threads?: number;
  readonly capabilities: {
    /** Whether convolutions can be trained; the WebAssembly backend can only run them forward. */
    readonly convolutionGradients: boolean;
  };
  /** One line for people. */
  readonly summary: string;
  /** Why `auto` did not choose native TensorFlow, and how to get it; absent otherwise. */
  readonly reason?: string;
}
