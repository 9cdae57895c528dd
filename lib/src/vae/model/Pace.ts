const milliseconds = 10;

/** How many steps may be taken in a row before timers and interrupts are let in: about ten milliseconds' worth. */
export class Pace {
  #perStep = Infinity;
  #paused = -Infinity;

  get steps(): number {
    return Math.max(1, Math.floor(milliseconds / this.#perStep));
  }

  /** So many steps took so long. */
  note(steps: number, time: number): void {
    this.#perStep = time / steps;
  }

  /** Whether it is time to let them in; a turn of the event loop at every step would cost a percent of it. */
  isDue(now: number): boolean {
    const due = now - this.#paused >= milliseconds;
    if (due) this.#paused = now;
    return due;
  }
}
