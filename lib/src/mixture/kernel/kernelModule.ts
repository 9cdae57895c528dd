import { kernelBytes } from "./kernelBytes.js";
import { WebAssembly, type WebAssemblyModule } from "./webAssembly.js";

/** What `lib/assembly/kernel.ts` exports. Addresses are in bytes, lengths and strides in doubles. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepare(dimension: number, components: number, full: boolean, capacity: number): number;
  rowsAt(): number;
  parametersAt(): number;
  whitenerLength(): number;
  responsibilitiesAt(): number;
  responsibilityStride(): number;
  logLikelihoodsAt(): number;
  statisticsAt(): number;
  evaluate(n: number): void;
  expect(n: number): void;
  accumulate(n: number): void;
  pass(n: number): void;
}

let compiled: WebAssemblyModule | undefined;

/** The compiled kernel, the same for all instances and worker threads. */
export function kernelModule(): WebAssemblyModule {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), (byte) => byte.charCodeAt(0)));
  return compiled;
}
