import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";
import { seriesNotebooks } from "../../../scripts/series.js";
import { ofType, TestKernel, textOf } from "./TestKernel.js";

const takeSignal = `const signal: AbortSignal = (globalThis as any)[Symbol.for("kl-to-vae.interrupt")]();`;
const takeDisplay = `const display = (globalThis as any)[Symbol.for("kl-to-vae.display")];`;

describe("the kernel", () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await TestKernel.start();
  });
  afterAll(() => kernel.stop());

  it("says that it speaks TypeScript 5.0", () => {
    expect(kernel.client.info).toMatchObject({
      status: "ok",
      language_info: { name: "typescript", version: "5.0.4" },
    });
  });

  it.each(seriesNotebooks())("is what %s says it is, so that opening it changes nothing", (path) => {
    const { metadata } = readNotebook(path);
    expect(metadata.language_info).toEqual(kernel.client.info["language_info"]);
  });

  it("counts cells in the reply and in execute_input", async () => {
    const first = await kernel.run("const one = 1;");
    const second = await kernel.run("one + 1");
    expect(second.reply).toMatchObject({
      status: "ok",
      execution_count: Number(first.reply["execution_count"]) + 1,
    });
    expect(ofType(second.messages, "execute_input")).toEqual([
      { code: "one + 1", execution_count: second.reply["execution_count"] },
    ]);
    expect(second.stdout).toBe("2\n");
  });

  it("publishes busy first and idle last", async () => {
    const { messages } = await kernel.run("console.log('between')");
    const types = messages.map(({ header, content }) => content["execution_state"] ?? header.msg_type);
    expect(types).toEqual(["busy", "execute_input", "stream", "idle"]);
  });

  it("keeps 20,000 prints of one tick, in order", async () => {
    const { stdout, reply } = await kernel.run("for (let i = 0; i < 20000; i++) console.log(i);");
    expect(reply["status"]).toBe("ok");
    expect(stdout).toBe(Array.from({ length: 20000 }, (_, i) => `${i}\n`).join(""));
  });

  it("keeps 2,000 displays of one tick, in order", async () => {
    const { messages } = await kernel.run(
      `${takeDisplay} for (let i = 0; i < 2000; i++) display({ "text/plain": String(i) });`,
    );
    const shown = ofType(messages, "display_data").map(({ data }) =>
      Number((data as Record<string, string>)["text/plain"]),
    );
    expect(shown).toEqual(Array.from({ length: 2000 }, (_, i) => i));
  });

  it("names an error, its text and its line, in the message and in the reply", async () => {
    const code =
      "interface A { b: number }\n\nfunction f(x: A): number {\n  throw new TypeError(`no ${x.b}`);\n}\nf({ b: 2 });";
    const { messages, reply } = await kernel.run(code);
    const [error] = ofType(messages, "error");
    expect(error).toMatchObject({ ename: "TypeError", evalue: "no 2" });
    const traceback = (error?.["traceback"] as string[]).join("\n");
    expect(traceback).toMatch(/cell \[\d+\], line 4, column 9/);
    expect(traceback).toContain(">   4 |   throw new TypeError");
    expect(traceback).toMatch(/at f \(cell \[\d+\]:4:9\)\n {4}at cell \[\d+\]:6:1$/);
    expect(reply).toMatchObject({ status: "error", ...error });
  });

  it("describes what is thrown without being an Error", async () => {
    const { reply } = await kernel.run("throw { a: 1 };");
    expect(reply).toMatchObject({ status: "error", ename: "object", evalue: "{ a: 1 }" });
    expect((await kernel.run("throw null;")).reply).toMatchObject({ status: "error", ename: "null" });
  });

  it("reports a type error as an error with its line", async () => {
    const { messages, reply } = await kernel.run("const fine = 1;\nconst n: number = 'text';");
    expect(reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(reply["evalue"]).toBe("line 2: Type 'string' is not assignable to type 'number'.");
    expect(ofType(messages, "error")).toHaveLength(1);
    expect(textOf(messages, "stderr")).toBe("");
  });

  it("finds what earlier cells declared when it is named by a shorthand property, in its line", async () => {
    await kernel.run("const seed = 7; function twice(n: number) { return 2 * n; }");
    const { stdout } = await kernel.run(
      "const options = { seed, twice };\nconsole.log(options.seed, options.twice(options.seed));",
    );
    expect(stdout).toBe("7 14\n");
    const { reply } = await kernel.run("const both = { seed };\nthrow new Error(`in line ${both.seed}`);");
    expect(JSON.stringify(reply)).toContain("line 2");
  });

  it("runs a for await at a cell's top level", async () => {
    expect((await kernel.run("for await (const x of [1, 2]) console.log(x);")).stdout).toBe("1\n2\n");
  });

  it("displays a bundle and updates it under its id", async () => {
    const { messages } = await kernel.run(
      `${takeDisplay} display({ "text/html": "<b>1</b>", "image/png": new Uint8Array([1, 2, 3]) }, { displayId: "figure" });
       display({ "text/html": "<b>2</b>" }, { displayId: "figure", update: true, metadata: { width: 3 } });`,
    );
    expect(ofType(messages, "display_data")).toEqual([
      {
        data: { "text/html": "<b>1</b>", "image/png": "AQID" },
        metadata: {},
        transient: { display_id: "figure" },
      },
    ]);
    expect(ofType(messages, "update_display_data")).toEqual([
      { data: { "text/html": "<b>2</b>" }, metadata: { width: 3 }, transient: { display_id: "figure" } },
    ]);
  });

  it("carries tslab's own display", async () => {
    const { messages } = await kernel.run(
      "import { display as tslabDisplay } from 'tslab'; tslabDisplay.html('<p>');",
    );
    expect(ofType(messages, "display_data")).toMatchObject([{ data: { "text/html": "<p>" } }]);
  });

  it("stops a synchronous loop on SIGINT and lives on", async () => {
    const { reply } = await kernel.run("while (true) {}", { interruptAfter: 300 });
    expect(reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect((await kernel.run("1 + 1")).stdout).toBe("2\n");
  });

  it("hears a SIGINT that comes while a cell is compiled", async () => {
    const source = Array.from({ length: 400 }, (_, i) => `const { a${i} } = { a${i}: [${i}, "text"] };`);
    const { id, reply, idle } = kernel.client.execute([...source, "while (true) {}"].join("\n"));
    const begun = (): boolean => ofType(kernel.messagesOf(id), "execute_input").length > 0;
    while (!begun()) await sleep(1);
    kernel.client.interrupt();
    expect(await reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    await idle;
    expect((await kernel.run("1 + 1")).stdout).toBe("2\n");
  });

  it("rejects a waiting cell on SIGINT and lives on", async () => {
    const { reply } = await kernel.run("await new Promise(() => {});", { interruptAfter: 300 });
    expect(reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect((await kernel.run("1 + 1")).stdout).toBe("2\n");
  });

  it("asks a cell that has taken the signal to stop, and keeps its variables", async () => {
    const loop = `let steps = 0;\nwhile (!signal.aborted) { steps++; await new Promise((r) => setTimeout(r, 5)); }`;
    const { reply } = await kernel.run(`${takeSignal}\n${loop}`, { interruptAfter: 300 });
    expect(reply["status"]).toBe("ok");
    expect((await kernel.run("[steps > 0, signal.reason.name]")).stdout).toBe(
      "[ true, 'KeyboardInterrupt' ]\n",
    );
  });

  it("stops what an interrupted cell has started, where it waits for a timer next", async () => {
    const loop = `import { setTimeout as pause } from "node:timers/promises";
      let turns = 0;
      let ended = "";
      async function work(): Promise<void> {
        try { for (;;) { turns++; await pause(5); } } catch (error: any) { ended = error.name; throw error; }
      }
      await work();`;
    const { reply } = await kernel.run(loop, { interruptAfter: 300 });
    expect(reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    await sleep(50);
    const turns = (await kernel.run("[turns > 0, ended]")).stdout;
    expect(turns).toBe("[ true, 'KeyboardInterrupt' ]\n");
    const counted = (await kernel.run("turns")).stdout;
    await sleep(50);
    expect((await kernel.run("turns")).stdout).toBe(counted);
    expect((await kernel.run("await pause(1, 'as ever')")).reply["status"]).toBe("ok");
  });

  it("keeps what a cell declared before it was interrupted or failed", async () => {
    await kernel.run(
      "const begun = [1, 2]; let later: number[] | undefined; class Made {}; await new Promise(() => {});",
      {
        interruptAfter: 300,
      },
    );
    expect((await kernel.run("[begun.length, new Made() instanceof Made]")).stdout).toBe("[ 2, true ]\n");
    const failing = `interface Point { x: number }
      const point: Point = { x: 3 };
      const { a, b: [c] } = { a: point, b: ["text"] };
      function twice(p: Point): number { return 2 * p.x; }
      if (point.x === 3) throw new Error("half-way");
      const never = 1;`;
    expect((await kernel.run(failing)).reply).toMatchObject({ status: "error", evalue: "half-way" });
    expect((await kernel.run("const again: Point = a; [twice(again), c]")).stdout).toBe("[ 6, 'text' ]\n");
    expect((await kernel.run("never")).reply).toMatchObject({ ename: "TypeScriptError" });
  });

  it("keeps an earlier cell's variable where a cell that declares it again fails before", async () => {
    await kernel.run('const kept = "first"; const other = 1;');
    const { reply } = await kernel.run(
      'const other = { of: "another type" }; (null as any).x; const kept = 2;',
    );
    expect(reply["status"]).toBe("error");
    expect((await kernel.run("[kept.toUpperCase(), other.of]")).stdout).toBe("[ 'FIRST', 'another type' ]\n");
  });

  it("goes on from declarations of cells that hold nothing but types", async () => {
    await kernel.run("const before = 2;");
    await kernel.run("type Pair = readonly [number, number];");
    await kernel.run("// nothing at all");
    expect((await kernel.run("const pair: Pair = [before, 3]; pair")).stdout).toBe("[ 2, 3 ]\n");
  });

  it("survives SIGINT in a cell that listens for it in its synchronous part", async () => {
    const listen = "process.once('SIGINT', () => console.log('heard'));";
    const { stdout } = await kernel.run(`${listen} await new Promise((r) => setTimeout(r, 5000));`, {
      interruptAfter: 300,
    });
    expect(stdout).toBe("heard\n");
    expect((await kernel.run("1 + 1")).stdout).toBe("2\n");
  });

  it("aborts the cells that were queued behind an error", async () => {
    const requests = ["1", "throw new Error('stop')", "2", "3"].map((code) => kernel.client.execute(code));
    const replies = await Promise.all(requests.map(({ reply }) => reply));
    await Promise.all(requests.map(({ idle }) => idle));
    expect(replies.map(({ status }) => status)).toEqual(["ok", "error", "aborted", "aborted"]);
    expect((await kernel.run("4")).stdout).toBe("4\n");
  });

  it("runs the cells behind an error that is allowed", async () => {
    const options = { stopOnError: false };
    const requests = ["throw new Error('go on')", "1", "2"].map((code) =>
      kernel.client.execute(code, options),
    );
    const replies = await Promise.all(requests.map(({ reply }) => reply));
    expect(replies.map(({ status }) => status)).toEqual(["error", "ok", "ok"]);
  });

  it("brings late output to the cell that wrote it", async () => {
    const late = kernel.client.execute("const timer = setTimeout(() => console.log('late'), 150);");
    await late.idle;
    const { stdout } = await kernel.run("await new Promise((r) => setTimeout(r, 400)); console.log('mine');");
    expect(stdout).toBe("mine\n");
    expect(textOf(kernel.messagesOf(late.id), "stdout")).toBe("late\n");
  });

  it("lives on after a throw in a timer and a rejection nobody awaits", async () => {
    const code =
      "setTimeout(() => { throw new Error('timer'); }, 1); void Promise.reject(new Error('nobody'));";
    const { messages } = await kernel.run(`${code} await new Promise((r) => setTimeout(r, 50));`);
    expect(textOf(messages, "stderr")).toMatch(/Error: nobody[\s\S]*Error: timer/);
    expect((await kernel.run("1 + 1")).stdout).toBe("2\n");
  });

  it("answers what a front end asks besides cells", async () => {
    const ask = (type: string, content: Record<string, unknown>): Promise<Record<string, unknown>> =>
      kernel.client.request(type, content).reply;
    expect(await ask("is_complete_request", { code: "function f() {" })).toMatchObject({
      status: "incomplete",
    });
    expect(await ask("complete_request", { code: "Math.sqr", cursor_pos: 8 })).toMatchObject({
      matches: expect.arrayContaining(["sqrt"]) as unknown,
    });
    expect(await ask("inspect_request", { code: "Math.PI", cursor_pos: 6, detail_level: 0 })).toMatchObject({
      found: true,
    });
    expect(await ask("comm_info_request", {})).toEqual({ status: "ok", comms: {} });
    expect(await ask("history_request", {})).toEqual({ status: "ok", history: [] });
  });
});
