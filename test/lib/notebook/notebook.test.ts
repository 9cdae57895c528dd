import { ndarray } from "kl-to-vae/array";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { imageGrid } from "kl-to-vae/figures";
import { formatNumber, interruptSignal, liveProgress, show, table } from "kl-to-vae/notebook";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sampleFigures } from "../figures/samples.js";
import { captureStdout } from "./captureStdout.js";
import { recordDisplays } from "./recordDisplays.js";

const figure = sampleFigures()["bar"] as ReturnType<typeof sampleFigures>[string];

describe("show", () => {
  it("prints the alternative text where there is no display hook", async () => {
    expect(await captureStdout(() => show(figure))).toBe(`${figure.layout.meta.alt}\n`);
    const grid = imageGrid(ndarray(Uint8Array.of(1), [1, 1, 1]), { alt: "One pixel." });
    expect(await captureStdout(() => show(grid))).toBe("One pixel.\n");
  });

  it("displays lines of text as one text", async () => {
    const { displayed, restore } = recordDisplays();
    await show(["first", "second"]);
    restore();
    expect(displayed).toStrictEqual([{ bundle: { "text/plain": "first\nsecond" }, options: {} }]);
  });

  it("leaves the PNG out when told to", async () => {
    const { displayed, restore } = recordDisplays();
    await show(figure, { png: false });
    restore();
    expect(Object.keys(displayed[0]?.bundle ?? {})).toStrictEqual([
      "application/vnd.plotly.v1+json",
      "text/plain",
    ]);
  });

  it("refuses what it does not know", async () => {
    await expect(show({ data: [] } as never)).rejects.toThrow(InvalidArgumentError);
  });
});

describe("table", () => {
  const rows = [
    { name: "forward", kl: 0.693147, draws: 10000 },
    { name: "reverse", kl: -Infinity, draws: 50 },
  ];

  it("prints aligned columns, numbers to the right", async () => {
    const text = await captureStdout(() =>
      table(rows, { columns: ["name", { key: "kl", title: "KL", digits: 3 }, "draws"] }),
    );
    expect(text.split("\n")).toStrictEqual([
      "name        KL  draws",
      "───────  ─────  ─────",
      "forward  0.693  10000",
      "reverse     −∞     50",
      "",
    ]);
  });

  it("displays HTML in which text stays text", () => {
    const { displayed, restore } = recordDisplays();
    table([{ "<b>": '<script>alert("1")</script>' }]);
    restore();
    const html = String(displayed[0]?.bundle["text/html"]);
    expect(html).toContain('<th align="left">&lt;b&gt;</th>');
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  });

  it("refuses no rows and columns that no row has", () => {
    expect(() => table([])).toThrow(InvalidArgumentError);
    expect(() => table(rows, { columns: ["kj"] })).toThrow('No row of the table has a "kj"');
  });
});

describe("formatNumber", () => {
  it.each([
    [0.693147, "0.6931"],
    [-1134.7612, "−1135"],
    [123456.7, "123457"],
    [10000, "10000"],
    [0, "0"],
    [1.5e-7, "1.500e−7"],
    [6.022e23, "6.022e+23"],
    [Infinity, "∞"],
    [NaN, "NaN"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe("liveProgress", () => {
  afterEach(() => vi.useRealTimers());

  it("sends at most four updates a second under one name, the last one always", async () => {
    vi.useFakeTimers();
    const { displayed, restore } = recordDisplays();
    const progress = liveProgress({ total: 100, label: "Training" });
    for (let n = 1; n <= 50; n++) progress.update(n, { note: `loss <${n}>` });
    expect(displayed).toHaveLength(1);
    vi.advanceTimersByTime(300);
    expect(displayed).toHaveLength(2);
    expect(displayed[1]?.bundle["text/html"]).toContain(
      'value="50"></progress> Training: 50 of 100 · loss &lt;50&gt;',
    );
    for (let n = 51; n <= 100; n++) progress.update(n);
    await progress.done();
    vi.advanceTimersByTime(1000);
    restore();
    expect(displayed).toHaveLength(3);
    expect(displayed[2]?.bundle).toStrictEqual({ "text/plain": "Training: 100 of 100" });
    expect(new Set(displayed.map(({ options }) => options.displayId)).size).toBe(1);
    expect(displayed.map(({ options }) => options.update)).toStrictEqual([false, true, true]);
  });

  it("prints about ten lines where there is no display hook", async () => {
    const text = await captureStdout(async () => {
      const progress = liveProgress({ total: 1000, label: "Training" });
      for (let n = 1; n <= 1000; n++) progress.update(n);
      await progress.done();
    });
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect([lines[0], lines.at(-1)]).toStrictEqual(["Training: 100 of 1000", "Training: 1000 of 1000"]);
  });

  it("can end in a figure", async () => {
    const text = await captureStdout(() => liveProgress({ total: 1, label: "Training" }).done(figure));
    expect(text).toBe(`${figure.layout.meta.alt}\n`);
  });

  it("refuses a total that is no positive whole number", () => {
    expect(() => liveProgress({ total: 0, label: "" })).toThrow(InvalidArgumentError);
  });
});

describe("interruptSignal", () => {
  const INTERRUPT = Symbol.for("kl-to-vae.interrupt");

  it("never aborts outside a notebook", () => {
    expect(interruptSignal().aborted).toBe(false);
  });

  it("is the kernel's signal in a notebook", () => {
    const controller = new AbortController();
    Object.defineProperty(globalThis, INTERRUPT, { value: () => controller.signal, configurable: true });
    const signal = interruptSignal();
    Reflect.deleteProperty(globalThis, INTERRUPT);
    controller.abort();
    expect(signal.aborted).toBe(true);
  });
});
