import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Reply, Router, XPublisher } from "zeromq";
import { handleQuestion } from "./handleQuestion.mjs";
import { OutputRouter } from "./OutputRouter.mjs";
import { SendQueue } from "./SendQueue.mjs";
import { channelAddress, createMessage, decodeMessage, encodeMessage } from "./wire.mjs";

/**
 * @typedef {import("./wire.mjs").Message} Message
 * @typedef {import("./wire.mjs").Content} Content
 * @typedef {import("./wire.mjs").Connection} Connection
 * @typedef {import("./describeThrown.mjs").CellError} CellError
 * @typedef {{ code: string, silent?: boolean, store_history?: boolean, stop_on_error?: boolean }} ExecuteRequest
 * @typedef {import("./handleQuestion.mjs").Answerer} Answerer
 * @typedef {{ execute(source: string, count: number): Promise<CellError | undefined>, interrupt(): void, answerer: Answerer }} Cells
 */

/** How long after an error, in ms, requests that were already under way count as sent before it. */
const ABORT_WINDOW = 20;

/**
 * A Jupyter kernel's five sockets. Requests on the shell channel are answered one after the other, each between a `busy`
 * and an `idle`, as Jupyter's protocol wants; control requests at once.
 */
export class KernelServer {
  #session = randomUUID();
  #count = 0;
  /** @type {Message[]} */
  #requests = [];
  #working = false;
  #sockets = {
    shell: new Router(),
    control: new Router(),
    stdin: new Router(),
    iopub: new XPublisher({ verbosity: "allSubs" }),
    hb: new Reply(),
  };
  #queues = {
    iopub: new SendQueue(this.#sockets.iopub),
    shell: new SendQueue(this.#sockets.shell),
    control: new SendQueue(this.#sockets.control),
  };
  #connection;
  #cells;

  /** Where cells' output goes. */
  outputs = new OutputRouter((type, content, parent) => this.#publish(type, content, parent));

  /**
   * @param {Connection} connection
   * @param {Cells} cells
   */
  constructor(connection, cells) {
    this.#connection = connection;
    this.#cells = cells;
    this.#sockets.iopub.sendHighWaterMark = 0;
  }

  /** Binds the sockets and serves from then on; rejects where an address is taken. */
  async start() {
    const { shell, control, stdin, iopub, hb } = this.#sockets;
    const c = this.#connection;
    await Promise.all([
      shell.bind(channelAddress(c, c.shell_port)),
      control.bind(channelAddress(c, c.control_port)),
      stdin.bind(channelAddress(c, c.stdin_port)),
      iopub.bind(channelAddress(c, c.iopub_port)),
      hb.bind(channelAddress(c, c.hb_port)),
    ]);
    void this.#receive(shell, (message) => {
      this.#requests.push(message);
      if (!this.#working) void this.#work();
    });
    void this.#receive(control, (message) => void this.#handle(message, "control"));
    void this.#welcome(iopub);
    void echo(hb);
  }

  /**
   * Tells whoever listens from now on how the kernel is: after a crash JupyterLab asks nothing, and would show no state.
   * @param {XPublisher} iopub
   */
  async #welcome(iopub) {
    for await (const [frame] of iopub) {
      const subscribes = frame?.[0] === 1;
      if (subscribes) this.#publish("status", { execution_state: this.#working ? "busy" : "idle" });
    }
  }

  /**
   * @param {Router} socket
   * @param {(message: Message) => void} onMessage
   */
  async #receive(socket, onMessage) {
    for await (const frames of socket) {
      try {
        onMessage(decodeMessage(frames, this.#connection.key));
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }

  async #work() {
    this.#working = true;
    for (let request = this.#requests.shift(); request; request = this.#requests.shift()) {
      await this.#handle(request, "shell");
    }
    this.#working = false;
  }

  /**
   * @param {Message} request
   * @param {"shell" | "control"} channel
   */
  async #handle(request, channel) {
    this.#publish("status", { execution_state: "busy" }, request.header);
    const type = request.header.msg_type;
    if (type === "execute_request") {
      await this.#execute(request);
    } else if (type === "shutdown_request") {
      await this.#shutdown(request, channel);
    } else if (type === "interrupt_request") {
      this.#cells.interrupt();
      this.#reply(request, { status: "ok" }, channel);
    } else {
      const answer = handleQuestion(type, request.content, this.#cells.answerer);
      if (answer) this.#reply(request, answer, channel);
    }
    this.#publish("status", { execution_state: "idle" }, request.header);
  }

  /** @param {Message} request */
  async #execute(request) {
    const {
      code,
      silent = false,
      store_history = !silent,
      stop_on_error = true,
    } = /** @type {ExecuteRequest} */ (/** @type {unknown} */ (request.content));
    if (!silent && store_history) this.#count++;
    const count = this.#count;
    if (!silent) this.#publish("execute_input", { code, execution_count: count }, request.header);
    const error = await this.outputs.run(request.header, () => this.#cells.execute(code, count));
    this.outputs.flush();
    if (!error) {
      this.#reply(
        request,
        { status: "ok", execution_count: count, payload: [], user_expressions: {} },
        "shell",
      );
      return;
    }
    if (!silent) this.#publish("error", { ...error }, request.header);
    const overtaken = stop_on_error ? await this.#takeQueuedCells() : [];
    this.#reply(request, { status: "error", execution_count: count, ...error }, "shell");
    for (const later of overtaken) {
      this.#publish("status", { execution_state: "busy" }, later.header);
      this.#reply(later, { status: "aborted", execution_count: this.#count }, "shell");
      this.#publish("status", { execution_state: "idle" }, later.header);
    }
  }

  /** The cells that were sent before their sender could know of the error. */
  async #takeQueuedCells() {
    await sleep(ABORT_WINDOW);
    const isCell = (/** @type {Message} */ request) => request.header.msg_type === "execute_request";
    const cells = this.#requests.filter(isCell);
    this.#requests = this.#requests.filter((request) => !isCell(request));
    return cells;
  }

  /**
   * @param {Message} request
   * @param {"shell" | "control"} channel
   */
  async #shutdown(request, channel) {
    this.#reply(request, { status: "ok", restart: request.content.restart === true }, channel);
    this.#publish("status", { execution_state: "idle" }, request.header);
    await Promise.all(Object.values(this.#queues).map((queue) => queue.flushed()));
    process.exit(0);
  }

  /**
   * @param {Message} request
   * @param {Content} content
   * @param {"shell" | "control"} channel
   */
  #reply(request, content, channel) {
    const { header, identities } = request;
    const type = header.msg_type.replace(/_request$/, "_reply");
    const reply = createMessage(type, content, { session: this.#session, parent: header, identities });
    this.#queues[channel].send(encodeMessage(reply, this.#connection.key));
  }

  /**
   * @param {string} type
   * @param {Content} content
   * @param {Partial<import("./wire.mjs").Header>} [parent]
   */
  #publish(type, content, parent = {}) {
    const message = createMessage(type, content, {
      session: this.#session,
      parent,
      identities: [Buffer.from(type)],
    });
    this.#queues.iopub.send(encodeMessage(message, this.#connection.key));
  }
}

/** @param {Reply} heartbeat */
async function echo(heartbeat) {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}
