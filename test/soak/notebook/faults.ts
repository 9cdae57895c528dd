/** A cell that does something it should not, and what must come of it. */
export interface Fault {
  what: string;
  source: string;
  /** The error's name and text; a fault without lets the notebook run to its end. */
  fails?: readonly [name: string, message: RegExp];
  /** What the cell prints. */
  prints?: RegExp;
  environment?: Readonly<Record<string, string>>;
}

const never = "await new Promise(() => {});";
const stopped = /^cell 2 \(".*"\) ran longer than 3 s and was stopped$/;
const killed =
  /^cell 2 \(".*"\) ran longer than 3 s and did not answer the interrupt: the kernel was killed$/;

const uncompiled: Fault[] = [
  ["a syntax error", "let = ;", /^line 1: /],
  ["an unfinished string", 'const text = "begun', /^line 1: Unterminated string/],
  ["an unfinished block", "if (true) {\n  1;\n", /^line 3: '}' expected/],
  ["a type error", "const n: number = 'text';", /^line 1: Type 'string' is not assignable/],
  ["a type error in the fifth line", "1;\n2;\n3;\n\nconst n: string = 5;", /^line 5: /],
  ["an unknown name", "nothing;", /^line 1: Cannot find name 'nothing'/],
  ["an unknown module", 'import { x } from "no-such-module";\nx;', /^line 1: Cannot find module/],
  ["a line of null bytes", "\u0000\u0000 1", /^line 1: /],
].map(([what, source, message]) => ({
  what: what as string,
  source: source as string,
  fails: ["TypeScriptError", message as RegExp],
}));

const thrown: Fault[] = [
  { what: "a throw", source: "throw new RangeError('bad');", fails: ["RangeError", /^bad$/] },
  {
    what: "a throw behind an await",
    source: "await null;\nthrow new RangeError('late');",
    fails: ["RangeError", /^late$/],
  },
  {
    what: "a rejected promise",
    source: "await Promise.reject(new TypeError('no'));",
    fails: ["TypeError", /^no$/],
  },
  {
    what: "a call of something that is no function",
    source: "const f = JSON.parse('1') as () => void;\nf();",
    fails: ["TypeError", /f is not a function/],
  },
  {
    what: "a deep recursion",
    source: "const f = (): number => f() + 1;\nf();",
    fails: ["RangeError", /Maximum call stack/],
  },
  {
    what: "an array that is too long",
    source: "const n = -1;\nnew Array(n);",
    fails: ["RangeError", /Invalid array length/],
  },
  {
    what: "a throw in a timer",
    source:
      "setTimeout(() => { throw new Error('timer'); }, 1);\nawait new Promise((r) => setTimeout(r, 50));",
    prints: /Uncaught[^]*Error: timer/,
  },
  {
    what: "a rejection nobody awaits",
    source: "void Promise.reject(new Error('nobody'));\nawait new Promise((r) => setTimeout(r, 50));",
    prints: /Unhandled rejection[^]*Error: nobody/,
  },
  {
    what: "a throw in an event listener",
    source:
      "import { EventEmitter } from 'node:events';\nconst e = new EventEmitter();\nsetImmediate(() => e.emit('error', new Error('event')));\nawait new Promise((r) => setTimeout(r, 50));",
    prints: /Error: event/,
  },
];

const endless: Fault[] = [
  ["a synchronous loop", "while (true) {}", stopped],
  ["a promise that never settles", never, stopped],
  ["a loop of timers", "while (true) await new Promise((r) => setTimeout(r, 1));", stopped],
  ["a loop of immediates", "while (true) await new Promise((r) => setImmediate(r));", stopped],
  ["a loop of microtasks", "while (true) await null;", killed],
  ["a loop behind an await", "await null;\nwhile (true) {}", killed],
  ["a loop in a timer", `setTimeout(() => { while (true) {} }, 1);\n${never}`, killed],
  ["a pattern that backtracks without end", `/^(a+)+$/.test("a".repeat(60) + "b")`, stopped],
  ["a wait on shared memory", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);", stopped],
].map(([what, source, message]) => ({
  what: what as string,
  source: source as string,
  fails: ["CellTimeoutError", message as RegExp],
}));

const deadly: Fault[] = [
  ["a clean exit", "process.exit(0);", /exited with code 0/],
  ["an exit with a code", "process.exit(3);", /exited with code 3/],
  ["an exit from a timer", `setTimeout(() => process.exit(4), 1);\n${never}`, /exited with code 4/],
  ["an abort", "process.abort();", /killed by SIGABRT/],
  ...["SIGKILL", "SIGTERM", "SIGSEGV", "SIGBUS", "SIGHUP"].map(
    (signal) =>
      [
        `a ${signal}`,
        `process.kill(process.pid, '${signal}');\n${never}`,
        new RegExp(`killed by ${signal}`),
      ] as const,
  ),
  [
    "an exit that leaves a child behind",
    "import { spawn } from 'node:child_process';\nconst child = spawn('sleep', ['600'], { stdio: 'ignore' });\nconsole.log(`child ${child.pid}`);\nsetTimeout(() => process.exit(5), 300);\nawait new Promise(() => {});",
    /exited with code 5/,
  ],
].map(([what, source, message]) => ({
  what: what as string,
  source: source as string,
  fails: ["KernelDiedError", message as RegExp],
}));

const greedy: Fault[] = [
  {
    what: "a heap that overflows",
    source: "const hold: number[][] = [];\nwhile (true) hold.push(new Array<number>(100_000).fill(0.5));",
    fails: ["KernelDiedError", /killed by SIGABRT[^]*heap out of memory/],
    environment: { NODE_OPTIONS: "--max-old-space-size=300" },
  },
  {
    what: "20,000 lines",
    source: "for (let i = 0; i < 20000; i++) console.log(i);",
    prints: /^0\n1\n[^]*\n19998\n19999\n$/,
  },
  {
    what: "20,000 lines to two streams in turn",
    source: "for (let i = 0; i < 10000; i++) { console.log('out', i); console.error('err', i); }",
    prints: /^out 0\nerr 0\n[^]*out 9999\nerr 9999\n$/,
  },
  {
    what: "one line of 5 MB",
    source: "console.log('x'.repeat(5_000_000));",
    prints: /^x{5000000}\n$/,
  },
  {
    what: "a throw with a text of 5 MB",
    source: "throw new Error('x'.repeat(5_000_000));",
    fails: ["Error", /^x{5000000}$/],
  },
];

const strange: Fault[] = [
  {
    what: "bytes that are no text",
    source: "process.stdout.write(Buffer.from([0x61, 0xff, 0xfe, 0x00, 0x62]));",
    prints: /^a\ufffd\ufffd.b/,
  },
  {
    what: "letters of every length, one of them cut in two",
    source:
      "const bytes = Buffer.from('é漢😀');\nprocess.stdout.write(bytes.subarray(0, 7));\nprocess.stdout.write(bytes.subarray(7));",
    prints: /^é漢😀/,
  },
  { what: "half a surrogate pair", source: "console.log('a\\ud800b');", prints: /^a.b\n$/u },
  {
    what: "control characters",
    source: "console.log('\\u0007\\u001b[31mred\\u001b[0m\\u0000');",
    prints: /red/,
  },
  { what: "a stdout that is ended", source: "process.stdout.end();" },
  {
    what: "a stdout that is destroyed",
    source: "process.stdout.destroy();\nconsole.log('still');",
    prints: /^still/,
  },
  {
    what: "descriptors that are closed",
    source: "import { closeSync } from 'node:fs';\ncloseSync(1);\ncloseSync(2);\nconsole.log('still');",
    prints: /^still/,
  },
  { what: "a console that is replaced", source: "console.log = () => { throw new Error('mine'); };" },
  { what: "a console without methods", source: "console.error = console.log = undefined as never;" },
  { what: "a JSON that lies", source: "JSON.stringify = () => 'junk';\nJSON.parse = () => null;" },
  {
    what: "a Map and an Array that are broken",
    source:
      "Map.prototype.get = () => { throw new Error('get'); };\nArray.prototype.map = () => { throw new Error('map'); };\nthrow new Error('own');",
    fails: ["KernelDiedError", /exited with code 7[^]*Error: get/],
  },
  {
    what: "globals that are deleted",
    source:
      "for (const name of ['Buffer', 'setTimeout', 'clearTimeout', 'setImmediate', 'Date', 'URL', 'console'])\n  Reflect.deleteProperty(globalThis, name);",
    fails: ["KernelDiedError", /exited with code 7[^]*is not defined/],
  },
  { what: "a working directory that changes", source: "process.chdir('/');" },
  {
    what: "a working directory that vanishes",
    source:
      "import { mkdtempSync, rmdirSync } from 'node:fs';\nconst gone = mkdtempSync('/tmp/gone-');\nprocess.chdir(gone);\nrmdirSync(gone);",
  },
  {
    what: "an environment that is emptied",
    source: "for (const name of Object.keys(process.env)) delete process.env[name];",
  },
  {
    what: "a clock that goes backwards",
    source: "let now = 1e12;\nDate.now = () => (now -= 1000);\nfor (let i = 0; i < 10; i++) console.log(i);",
    prints: /^0\n[^]*9\n$/,
  },
  { what: "listeners that are removed", source: "process.removeAllListeners();" },
  {
    what: "listeners that are removed before a throw in a timer",
    source:
      "process.removeAllListeners();\nsetTimeout(() => { throw new Error('alone'); }, 1);\nawait new Promise(() => {});",
    fails: ["KernelDiedError", /exited with code 1[^]*alone/],
  },
];

export const faults: readonly Fault[] = [
  ...uncompiled,
  ...thrown,
  ...endless,
  ...deadly,
  ...greedy,
  ...strange,
];
