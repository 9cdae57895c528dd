/**
 * Sends on one socket, in order, however many messages come in one tick. ZeroMQ's binding sends at once up to some
 * 500 times per turn of the event loop and refuses overlapping sends after that, so the first ones go out directly
 * (they are seen while a synchronous cell still runs) and the rest wait their turn.
 */
export class SendQueue {
  /** @type {(Buffer | string)[][]} */
  #waiting = [];
  #burst = 0;
  #draining = Promise.resolve();
  #isDraining = false;
  #socket;

  /** @param {{ send(frames: (Buffer | string)[]): Promise<void> }} socket */
  constructor(socket) {
    this.#socket = socket;
  }

  /** @param {(Buffer | string)[]} frames */
  send(frames) {
    if (this.#isDraining || this.#burst >= SendQueue.#directSends) {
      this.#waiting.push(frames);
      if (!this.#isDraining) this.#draining = this.#drain();
      return;
    }
    if (this.#burst++ === 0) setImmediate(() => (this.#burst = 0));
    this.#socket.send(frames).catch(ignoreClosedSocket);
  }

  /** Resolves when all that was handed over has been sent. */
  async flushed() {
    await this.#draining;
  }

  async #drain() {
    this.#isDraining = true;
    for (let next = 0; next < this.#waiting.length; next++) {
      await this.#socket.send(this.#waiting[next] ?? []).catch(ignoreClosedSocket);
    }
    this.#waiting = [];
    this.#isDraining = false;
  }

  static #directSends = 256;
}

/** A peer that went away is no reason for the kernel to fall over. */
function ignoreClosedSocket() {}
