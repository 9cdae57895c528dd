const packages =
  "It needs the packages of scripts/bench/requirements.txt; without --python they are installed.";
const compiler = "torch.compile needs a C++ compiler (Debian: apt-get install g++).";

/** What to do where a contestant in PyTorch fails. */
export function pyTorchRemedy(mode: string): string {
  return mode === "compiled" ? `${packages}\n${compiler}` : packages;
}
