import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Content, Message } from "../../../scripts/kernel/wire.mjs";
import { KernelClient } from "../../../scripts/notebook/KernelClient.js";

/** What came of one cell. */
export interface CellRun {
  reply: Content;
  messages: Message[];
  /** Everything written to stdout. */
  stdout: string;
}

/** A real kernel in a folder of its own, and all it published. */
export class TestKernel {
  readonly #published: Message[] = [];
  readonly #folder: string;
  readonly client: KernelClient;

  private constructor(client: KernelClient, folder: string) {
    this.client = client;
    this.#folder = folder;
    client.onOutput = (message) => this.#published.push(message);
  }

  static async start(): Promise<TestKernel> {
    const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-test-"));
    return new TestKernel(await KernelClient.start({ workingDirectory: folder }), folder);
  }

  async run(
    code: string,
    options: { stopOnError?: boolean; interruptAfter?: number } = {},
  ): Promise<CellRun> {
    const { id, reply, idle } = this.client.execute(code, options);
    const timers = [options.interruptAfter ?? []]
      .flat()
      .map((ms) => setTimeout(() => this.client.interrupt(), ms));
    const content = await reply;
    await idle;
    timers.forEach(clearTimeout);
    const messages = this.messagesOf(id);
    return { reply: content, messages, stdout: textOf(messages, "stdout") };
  }

  messagesOf(id: string): Message[] {
    return this.#published.filter((message) => message.parent_header.msg_id === id);
  }

  async stop(): Promise<void> {
    await this.client.shutDown();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function textOf(messages: readonly Message[], stream: "stdout" | "stderr"): string {
  const streams = messages.filter(
    ({ header, content }) => header.msg_type === "stream" && content["name"] === stream,
  );
  return streams.map(({ content }) => String(content["text"])).join("");
}

export function ofType(messages: readonly Message[], type: string): Content[] {
  return messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
}
