import { cpus } from "node:os";
import { libraryVersion } from "../model/libraryVersion.js";
import type { BackendDescription } from "../../tensorflow/index.js";

/** What the bits of a training depend on besides its options, for people and for comparison. */
export type Environment = Readonly<Record<string, string>>;

/** The environment of a training on this backend. */
export function environmentOf({ name, device, version, threads }: BackendDescription): Environment {
  return {
    "kl-to-vae": libraryVersion,
    "Node.js": process.versions.node,
    // Its exponential and trigonometric functions take part in learning rates and, without native TensorFlow, in all.
    V8: process.versions.v8,
    system: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    backend: `${name} ${version}`,
    device,
    threads: String(threads ?? "unknown"),
  };
}

/** What is other in one environment than in another, in words; empty if nothing is that a result could depend on. */
export function differences(then: Environment, now: Environment): string[] {
  const relevant = Object.keys(now).filter((name) => name !== "Node.js");
  return relevant
    .filter((name) => then[name] !== now[name])
    .map((name) => `${name}: ${then[name] ?? "unknown"} then, ${now[name]} now`);
}
