import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import {
  channelAddress,
  createMessage,
  decodeMessage,
  encodeMessage,
  type Content,
  type Message,
} from "../kernel/wire.mjs";
import { KernelDiedError } from "./KernelDiedError.js";
import { KernelProcess } from "./KernelProcess.js";
import { openConnection, type OpenConnection, type Transport } from "./openConnection.js";
import { within } from "./within.js";

export interface KernelOptions {
  workingDirectory: string;
  /** The command that starts the kernel; `{connection_file}` stands for the file. Default: this project's kernel. */
  argv?: readonly string[];
  /** Added to the kernel's environment. */
  environment?: NodeJS.ProcessEnv;
  /** Default: `ipc`, where there is such a thing. */
  transport?: Transport;
  /** Default: 60. */
  startTimeoutSeconds?: number;
  /** Aborting it while the kernel starts kills it. */
  signal?: AbortSignal;
}

/** A request on its way: `idle` resolves when all its output has come, `reply` with the kernel's answer. */
export interface Request {
  id: string;
  reply: Promise<Content>;
  idle: Promise<void>;
}

interface Pending {
  replied: (content: Content) => void;
  idled: () => void;
}

/** A kernel that this process started, and the messages to and from it. */
export class KernelClient {
  readonly #open: OpenConnection;
  readonly #session = randomUUID();
  readonly #pending = new Map<string, Pending>();
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly process: KernelProcess;

  /** Called with each message on iopub: outputs, statuses. */
  onOutput: (message: Message) => void = () => undefined;

  /** The kernel's answer to `kernel_info_request`. */
  info: Content = {};

  private constructor(open: OpenConnection, options: KernelOptions) {
    this.#open = open;
    this.process = new KernelProcess(open.file, options);
    const { connection } = open;
    this.#shell.connect(channelAddress(connection, connection.shell_port));
    this.#control.connect(channelAddress(connection, connection.control_port));
    this.#iopub.connect(channelAddress(connection, connection.iopub_port));
    this.#iopub.subscribe();
    void this.#receive(this.#shell, (message) => this.#onReply(message));
    void this.#receive(this.#control, (message) => this.#onReply(message));
    void this.#receive(this.#iopub, (message) => this.#onPublished(message));
  }

  /** Starts a kernel and waits until it answers and its output can be heard. */
  static async start(options: KernelOptions): Promise<KernelClient> {
    const { startTimeoutSeconds = 60, signal } = options;
    const client = new KernelClient(await openConnection(options.transport), options);
    const stop = (): void => client.process.kill();
    signal?.addEventListener("abort", stop);
    try {
      await client.#orDeath(
        within(startTimeoutSeconds * 1000, client.#greet(), () => neverAnswered(startTimeoutSeconds)),
      );
      return client;
    } catch (error) {
      client.close();
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Sends a cell to run. */
  execute(code: string, { stopOnError = true }: { stopOnError?: boolean } = {}): Request {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    return this.request("execute_request", { ...content, stop_on_error: stopOnError });
  }

  request(type: string, content: Content, channel: "shell" | "control" = "shell"): Request {
    const message = createMessage(type, content, { session: this.#session });
    const id = message.header.msg_id;
    const pending: Pending = { replied: () => undefined, idled: () => undefined };
    const reply = new Promise<Content>((resolve) => (pending.replied = resolve));
    const idle = new Promise<void>((resolve) => (pending.idled = resolve));
    this.#pending.set(id, pending);
    void Promise.all([reply, idle]).then(() => this.#pending.delete(id));
    void this.#send(channel, encodeMessage(message, this.#open.connection.key));
    return { id, reply: this.#orDeath(reply), idle: this.#orDeath(idle) };
  }

  interrupt(): void {
    this.process.interrupt();
  }

  /** Asks the kernel to end; kills it where it does not within a second. */
  async shutDown(): Promise<void> {
    const { reply, idle } = this.request("shutdown_request", { restart: false }, "control");
    void idle.catch(() => undefined);
    void reply.catch(() => undefined);
    await within(1000, this.process.died, () => new Error("late")).catch(() => undefined);
    this.close();
  }

  /** Kills the kernel, if it still lives, and removes what it needed. */
  close(): void {
    this.process.kill();
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
    this.#open.remove();
  }

  /** A subscription takes a moment to arrive: ask until an answer comes together with its `idle`. */
  async #greet(): Promise<void> {
    for (;;) {
      const { reply, idle } = this.request("kernel_info_request", {});
      void idle.catch(() => undefined);
      this.info = await reply;
      const heard = await within(
        200,
        idle.then(() => true),
        () => new Error("not yet"),
      ).catch(() => false);
      if (heard) return;
    }
  }

  #sending: Promise<void> = Promise.resolve();

  #send(channel: "shell" | "control", frames: (Buffer | string)[]): Promise<void> {
    const socket = channel === "shell" ? this.#shell : this.#control;
    this.#sending = this.#sending.then(() => socket.send(frames)).catch(() => undefined);
    return this.#sending;
  }

  async #receive(socket: Dealer | Subscriber, onMessage: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      try {
        onMessage(decodeMessage(frames, this.#open.connection.key));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.process.kill(`sent a message that cannot be read and was killed (${reason})`);
      }
    }
  }

  #onReply(message: Message): void {
    this.#pending.get(message.parent_header.msg_id ?? "")?.replied(message.content);
  }

  #onPublished(message: Message): void {
    const id = message.parent_header.msg_id ?? "";
    if (message.header.msg_type === "status" && message.content.execution_state === "idle") {
      this.#pending.get(id)?.idled();
    }
    this.onOutput(message);
  }

  /** The same promise, rejected where the kernel ends before it is settled. */
  #orDeath<T>(promise: Promise<T>): Promise<T> {
    const death = this.process.died.then((error) => {
      throw error;
    });
    return Promise.race([promise, death]);
  }
}

function neverAnswered(seconds: number): KernelDiedError {
  return new KernelDiedError(`did not answer within ${seconds} s of its start`);
}
