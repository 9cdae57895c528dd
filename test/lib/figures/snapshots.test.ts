import { describe, expect, it } from "vitest";
import { sampleFigures } from "./samples.js";

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

/** Indented JSON with lists of plain values on one line. */
function asText(figure: object): string {
  return JSON.stringify(figure, null, 1).replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, list: string) => `[${list.replace(/\s+/g, " ")}]`,
  );
}
