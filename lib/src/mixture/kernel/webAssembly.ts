/** What is used here of WebAssembly, whose types come only with those of a browser. */
export interface WebAssemblyPlatform {
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (module: WebAssemblyModule) => { readonly exports: unknown };
}

/** Code that is compiled and can be sent to worker threads. */
export type WebAssemblyModule = object;

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyPlatform };
