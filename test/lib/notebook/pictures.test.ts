import { createCanvas, loadImage } from "@napi-rs/canvas";
import { ndarray } from "kl-to-vae/array";
import { imageGrid, type Figure } from "kl-to-vae/figures";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleFigures } from "../figures/samples.js";
import { compileNotebook, type CompiledNotebook } from "./compileNotebook.js";
import { recordDisplays } from "./recordDisplays.js";

const figures = sampleFigures();
const run = promisify(execFile);
let compiled: CompiledNotebook;

beforeAll(async () => {
  compiled = await compileNotebook(join(import.meta.dirname, "../../../build/test"));
});
afterAll(() => compiled.remove());

describe("figurePng", () => {
  it.each(Object.entries(figures))("draws %s in its size, with ink on white", async (_name, figure) => {
    const picture = await pixelsOf(await compiled.notebook.figurePng(figure, { width: 600, scale: 1 }));
    expect([picture.width, picture.height]).toStrictEqual([600, figure.layout["height"]]);
    expect(picture.at(1, 1)).toStrictEqual([255, 255, 255, 255]);
    expect(picture.inked).toBeGreaterThan(1000);
  });

  it("draws the text of titles, which needs a font", async () => {
    const bare = figures["line"] as Figure;
    const titled: Figure = {
      ...bare,
      layout: { ...bare.layout, title: { text: "A longer title than before" } },
    };
    const options = { width: 600, scale: 1 };
    const [first, second] = await Promise.all(
      [bare, titled].map((f) => compiled.notebook.figurePng(f, options)),
    );
    expect(second).not.toStrictEqual(first);
  });

  it("writes the titles of the axes beside them, within the picture", async () => {
    const { at } = await pixelsOf(
      await compiled.notebook.figurePng(figures["line"] as Figure, { width: 600, scale: 1 }),
    );
    const inkIn = (x: [number, number], y: [number, number]): boolean => {
      for (let i = x[0]; i < x[1]; i++)
        for (let j = y[0]; j < y[1]; j++) if ((at(i, j)[0] ?? 255) < 128) return true;
      return false;
    };
    expect(inkIn([250, 400], [390, 416])).toBe(true);
    expect(inkIn([2, 22], [150, 270])).toBe(true);
  });

  it("gives the same bytes for the same figure", async () => {
    const figure = figures["density"] as Figure;
    const [first, second] = await Promise.all(
      [figure, structuredClone(figure)].map((f) => compiled.notebook.figurePng(f)),
    );
    expect(Buffer.from(second ?? []).equals(first ?? Buffer.of(0))).toBe(true);
  });

  it("gives a 3-D plot up when its time is over, and draws the next figure", async () => {
    const z = [[1, 2], [3, 4]]; // prettier-ignore
    const surface: Figure = { data: [{ type: "surface", z }], layout: { meta: { alt: "A surface." } } };
    await expect(compiled.notebook.figurePng(surface, { timeLimit: 1500 })).rejects.toThrow(
      "longer than 1.5 s",
    );
    expect(await compiled.notebook.figurePng(figures["bar"] as Figure)).toBeInstanceOf(Uint8Array);
  });
});

describe("show, with a display hook", () => {
  it("displays a figure as plotly, PNG and alternative text", async () => {
    const { displayed, restore } = recordDisplays();
    const figure = figures["loss"] as Figure;
    await compiled.notebook.show(figure, { displayId: "curve", update: true });
    restore();
    const [{ bundle, options } = { bundle: {}, options: {} }] = displayed;
    expect(Object.keys(bundle).sort()).toStrictEqual([
      "application/vnd.plotly.v1+json",
      "image/png",
      "text/plain",
    ]);
    expect(bundle["application/vnd.plotly.v1+json"]).toStrictEqual(figure);
    expect(bundle["text/plain"]).toBe(figure.layout.meta.alt);
    expect(String(bundle["image/png"])).toMatch(/^iVBORw0KGgo/);
    const { alt } = figure.layout.meta;
    const metadata = { "image/png": { width: 720, height: 420, alt } };
    expect(options).toStrictEqual({ displayId: "curve", update: true, metadata });
  });

  it("displays a grid of images as a PNG of exactly its pixels", async () => {
    const { displayed, restore } = recordDisplays();
    const images = ndarray(Uint8Array.of(0, 64, 128, 200), [1, 2, 2]);
    await compiled.notebook.show(imageGrid(images, { alt: "Four greys.", scale: 3 }));
    restore();
    const { bundle, options } = displayed[0] ?? { bundle: {}, options: {} };
    const picture = await pixelsOf(Buffer.from(String(bundle["image/png"]), "base64"));
    expect([picture.width, picture.height]).toStrictEqual([6, 6]);
    expect(
      [picture.at(0, 0), picture.at(5, 0), picture.at(2, 3), picture.at(3, 3)].map(([grey]) => grey),
    ).toStrictEqual([0, 64, 128, 200]);
    expect(options.metadata).toStrictEqual({ "image/png": { width: 6, height: 6, alt: "Four greys." } });
    expect(bundle["text/plain"]).toBe("Four greys.");
  });

  it("draws the labels of a grid", async () => {
    const { displayed, restore } = recordDisplays();
    const images = ndarray(new Uint8Array(400).fill(255), [1, 20, 20]);
    await compiled.notebook.show(imageGrid(images, { alt: "A white square.", labels: ["seven"] }));
    restore();
    const picture = await pixelsOf(Buffer.from(String(displayed[0]?.bundle["image/png"]), "base64"));
    expect(picture.inked).toBeGreaterThan(20);
  });
});

describe("a program of its own", () => {
  const program = (url: (topic: string) => string): string => `
    const { lineFigure } = await import("${url("figures")}");
    const { show } = await import("${url("notebook")}");
    globalThis[Symbol.for("kl-to-vae.display")] = (bundle) => console.log(Object.keys(bundle).join(" "));
    const series = [{ name: "a", x: [1, 2], y: [1, 2] }];
    const figure = lineFigure({ series, xTitle: "x", yTitle: "y", alt: "A line." });
    await show(figure);
    await show(figure);`;
  const start = (url: (topic: string) => string): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, ["--input-type=module", "--eval", program(url)], { timeout: 30_000 });

  it("ends by itself after its figures, the drawing thread notwithstanding", async () => {
    const { stdout } = await start(compiled.url);
    expect(stdout).toBe("application/vnd.plotly.v1+json text/plain image/png\n".repeat(2));
  });

  it("shows its figures without PNG, and says why once, where the optional packages are missing", async () => {
    const elsewhere = await compileNotebook(tmpdir());
    const { stdout, stderr } = await start(elsewhere.url);
    await elsewhere.remove();
    expect(stdout).toBe("application/vnd.plotly.v1+json text/plain\n".repeat(2));
    expect(stderr).toMatch(/^kl-to-vae: the figure is shown without its PNG: Cannot find module 'jsdom'\n$/);
  });
});

async function pixelsOf(
  png: Uint8Array,
): Promise<{ width: number; height: number; inked: number; at: (x: number, y: number) => number[] }> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (x: number, y: number): number[] => [
    ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
  ];
  let inked = 0;
  for (let i = 0; i < data.length; i += 4) if ((data[i] as number) < 250) inked++;
  return { width, height, inked, at };
}
