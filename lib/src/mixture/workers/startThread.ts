/** What threads of Node.js and of browsers have in common. */
export interface Thread {
  postMessage(message: object, transfer: readonly ArrayBuffer[]): void;
  terminate(): unknown;
}

/** What is done with a thread's messages, and when it fails. */
export interface ThreadListeners {
  readonly onAnswer: (value: unknown) => void;
  readonly onFailure: (error: Error) => void;
}

type NodeWorker = Thread & { on(event: string, listener: (value: never) => void): void };
type BrowserWorker = Thread & {
  onmessage: (event: { readonly data: unknown }) => void;
  onerror: (event: { readonly message: string }) => void;
};

interface Platform {
  readonly process?: { getBuiltinModule?: (name: string) => unknown };
  readonly Worker?: new (url: string) => BrowserWorker;
}

const { process, Worker } = globalThis as Platform;

/** How many threads run at the same time; 1 in a browser, where a page's policy may forbid them. */
export function availableThreads(): number {
  const system = process?.getBuiltinModule?.("node:os") as { availableParallelism(): number } | undefined;
  return system?.availableParallelism() ?? 1;
}

/** Starts a thread with a script given as text. */
export function startThread(script: string, listeners: ThreadListeners): Thread {
  const threads = nodeThreads();
  return threads ? nodeThread(threads, script, listeners) : browserThread(script, listeners);
}

interface NodeThreads {
  readonly Worker: new (script: string, options: { readonly eval: true }) => NodeWorker;
}

function nodeThreads(): NodeThreads | undefined {
  return process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}

function nodeThread({ Worker }: NodeThreads, script: string, listeners: ThreadListeners): Thread {
  const thread = new Worker(script, { eval: true });
  thread.on("message", listeners.onAnswer);
  thread.on("error", listeners.onFailure);
  thread.on("exit", (code) => listeners.onFailure(new Error(`it ended with code ${String(code)}`)));
  return thread;
}

function browserThread(script: string, { onAnswer, onFailure }: ThreadListeners): Thread {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const thread = new Worker!(url);
  thread.onmessage = ({ data }) => onAnswer(data);
  thread.onerror = ({ message }) => onFailure(new Error(message));
  URL.revokeObjectURL(url);
  return thread;
}
