import { GaussianKernel } from "./GaussianKernel.js";
import type { KernelSize } from "./KernelSize.js";

/** Kernels that nobody works with. A WebAssembly memory is dear to make and slow to be collected, so they are used again. */
const idle: GaussianKernel[] = [];
const mostIdle = 4;
const largestIdle = 2 ** 25;

/** A kernel laid out for this size, to be given back with {@link returnKernel}; one that is not is lost, and no more. */
export function borrowKernel(size: KernelSize): GaussianKernel {
  const kernel = idle.pop() ?? new GaussianKernel();
  kernel.prepare(size);
  return kernel;
}

export function returnKernel(kernel: GaussianKernel): void {
  if (idle.length < mostIdle && kernel.byteLength <= largestIdle) idle.push(kernel);
}
