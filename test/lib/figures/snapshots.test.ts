import { describe, expect, it } from "vitest";
import * as topic from "kl-to-vae/figures";
import type { ImageGrid } from "kl-to-vae/figures";
import { sampleFigures, sampleGrids } from "./samples.js";

const figures = Object.entries(sampleFigures());

describe("every kind of figure", () => {
  it.each(figures)("%s is drawn as its snapshot says", async (name, figure) => {
    await expect(asText(figure)).toMatchFileSnapshot(`snapshots/${name}.snap`);
  });

  it.each(figures)("%s survives JSON unchanged", (_name, figure) => {
    expect(JSON.parse(JSON.stringify(figure))).toStrictEqual(figure);
  });

  it.each(figures)("%s keeps its alternative text in the layout's meta", (_name, figure) => {
    expect(figure.layout.meta.alt.length).toBeGreaterThan(20);
  });
});

describe("every kind of image grid", () => {
  it.each(Object.entries(sampleGrids()))("%s is drawn as its snapshot says", async (name, grid) => {
    await expect(asPicture(grid)).toMatchFileSnapshot(`snapshots/${name}.snap`);
  });
});

it("Every function that makes a figure or a grid has a snapshot", () => {
  const makers = Object.keys(topic).filter((name) => /(Figure|Grid)$/.test(name));
  const samples = [
    ...Object.keys(sampleFigures()).map((name) => `${name}Figure`),
    ...Object.keys(sampleGrids()),
  ];
  expect(makers.filter((name) => !samples.includes(name))).toEqual([]);
});

/** The bytes of each row of pixels in hexadecimal, and all else as JSON. */
function asPicture({ data, ...grid }: ImageGrid): string {
  const rowBytes = grid.width * grid.channels;
  const rows = Array.from({ length: grid.height }, (_, y) =>
    Buffer.from(data.subarray(y * rowBytes, (y + 1) * rowBytes)).toString("hex"),
  );
  return [asText(grid), ...rows].join("\n");
}

/** Indented JSON with lists of plain values on one line. */
function asText(figure: object): string {
  return JSON.stringify(figure, null, 1).replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, list: string) => `[${list.replace(/\s+/g, " ")}]`,
  );
}
