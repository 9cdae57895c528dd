/** Where a series of jobs is of which several are done at once, as a line for people. */
export class SeriesProgress {
  readonly #count: number;
  readonly #active = new Map<string, string>();
  #done = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** @param job its name @param state how far it is */
  update(job: string, state: string): string {
    this.#active.set(job, state);
    return this.#line();
  }

  finish(job: string): string {
    this.#active.delete(job);
    this.#done++;
    return this.#line();
  }

  #line(): string {
    const active = [...this.#active].map(([job, state]) => `${job}: ${state}`);
    return [`${this.#done} of ${this.#count} done`, ...active].join("; ");
  }
}
