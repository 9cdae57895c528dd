import type { Reference, References } from "./readReferences.js";

/** A work cited on a page: its number there, and how many times it was cited. */
export interface CitedWork {
  readonly number: number;
  readonly reference: Reference;
  count: number;
}

/** The works cited on one page, numbered as they come. */
export class Citations {
  readonly #references: References;
  readonly #cited = new Map<string, CitedWork>();

  constructor(references: References) {
    this.#references = references;
  }

  /** `undefined` when no work has this key. */
  cite(key: string): CitedWork | undefined {
    const reference = this.#references.get(key);
    if (reference === undefined) return undefined;
    const work = this.#cited.get(key) ?? { number: this.#cited.size + 1, reference, count: 0 };
    work.count += 1;
    this.#cited.set(key, work);
    return work;
  }

  get works(): readonly CitedWork[] {
    return [...this.#cited.values()];
  }
}
