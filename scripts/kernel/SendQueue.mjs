/**
 * Sends on one socket, in order, however many messages come in one tick. ZeroMQ's binding sends at once, except that
 * every 512th send takes a turn of the event loop, and it throws where another send overlaps that one. So messages go
 * out directly (they are seen while a synchronous cell still runs) until it throws, and then wait their turn.
 */
export class SendQueue {
  /** @type {(Buffer | string)[][]} */
  #waiting = [];
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  #isDraining = false;
  #socket;

  /** @param {{ send(frames: (Buffer | string)[]): Promise<void> }} socket */
  constructor(socket) {
    this.#socket = socket;
  }

  /** @param {(Buffer | string)[]} frames */
  send(frames) {
    if (!this.#isDraining && this.#sent(frames)) return;
    this.#waiting.push(frames);
    if (!this.#isDraining) this.#last = this.#drain(this.#last);
  }

  /** Resolves when all that was handed over has been sent. */
  async flushed() {
    await this.#last;
  }

  /** @param {(Buffer | string)[]} frames */
  #sent(frames) {
    try {
      this.#last = this.#socket.send(frames).catch(ignoreClosedSocket);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {Promise<void>} before */
  async #drain(before) {
    this.#isDraining = true;
    await before;
    for (let next = 0; next < this.#waiting.length; next++) {
      await this.#socket.send(this.#waiting[next] ?? []).catch(ignoreClosedSocket);
    }
    this.#waiting = [];
    this.#isDraining = false;
  }
}

/** A peer that went away is no reason for the kernel to fall over. */
function ignoreClosedSocket() {}
