import { beforeEach, afterEach, describe, expect, it, vi } from "vitest";
import { imageGrid } from "kl-to-vae/figures";
import { liveProgress, type LiveUpdate } from "kl-to-vae/notebook";
import { recordDisplays } from "./recordDisplays.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is on the page after these updates, one for each step of `total`. */
async function pageAfter(total: number, updates: readonly LiveUpdate[]): Promise<string> {
  const { displayed, restore } = recordDisplays();
  const progress = liveProgress({ total, label: "Training" });
  updates.forEach((update, i) => progress.update(i + 1, update));
  vi.advanceTimersByTime(300);
  const html = String(displayed.at(-1)?.bundle["text/html"]);
  await progress.done();
  expect(displayed.at(-1)?.bundle).toStrictEqual({ "text/plain": `Training: ${updates.length} of ${total}` });
  restore();
  return html;
}

function curves(html: string): [number, number][][] {
  return [...html.matchAll(/<polyline points="([^"]*)"/g)].map(([, points = ""]) =>
    points.split(" ").map((point) => point.split(",").map(Number) as [number, number]),
  );
}

describe("values of a live progress", () => {
  it("are curves over the steps, with their present values and a text alternative", async () => {
    const html = await pageAfter(4, [
      { values: { train: 540 } },
      { values: { train: 200, test: 220 } },
      { values: { train: 110 } },
      { values: { train: 104.5, test: 106 } },
    ]);
    const [train, test] = curves(html);
    expect(train).toHaveLength(4);
    expect(test).toHaveLength(2);
    const ys = train?.map(([, y]) => y) ?? [];
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(test?.map(([x]) => x)).toEqual([train?.[1]?.[0], train?.[3]?.[0]]);
    expect(html).toContain('role="img" aria-label="train from 540 to 104.5; test from 220 to 106"');
    expect(html).toMatch(/●<\/span> train 104\.5 .*●<\/span> test 106/);
    expect(html).toMatch(/>540<\/text>.*>104\.5<\/text>.*>0<\/text>.*>4<\/text>/);
  });

  it("are drawn as at most 240 points of means, however many there are", async () => {
    const updates = Array.from({ length: 50_000 }, (_, i) => ({ values: { loss: i % 2 === 0 ? 1 : 3 } }));
    const html = await pageAfter(50_000, updates);
    const [points = []] = curves(html);
    expect(points).toHaveLength(240);
    expect(html.length).toBeLessThan(6_000);
    expect(html).not.toContain("<circle");
    expect(html).toContain(">2.005</text>");
  });

  it("that are not finite leave a gap and stand in the legend, and all alike give a level line", async () => {
    const html = await pageAfter(3, [{ values: { a: 2 } }, { values: { a: 2 } }, { values: { a: NaN } }]);
    expect(html).toContain("a NaN");
    const [points = []] = curves(html);
    expect(points).toHaveLength(2);
    expect(points[0]?.[1]).toBe(points[1]?.[1]);
    const nothing = await pageAfter(1, [{ values: { a: Infinity } }]);
    expect(nothing).toContain("a ∞");
    expect(curves(nothing)).toEqual([]);
  });

  it("have names that cannot become a part of the page", async () => {
    const html = await pageAfter(1, [{ values: { '<b title="x">': 1 } }]);
    expect(html).not.toContain("<b ");
    expect(html).toContain("&lt;b title=&quot;x&quot;&gt; from 1 to 1");
  });
});

describe("images of a live progress", () => {
  const grid = (alt: string): LiveUpdate => ({
    images: imageGrid({ data: Float32Array.from([0, 1, 1, 0]), shape: [1, 2, 2] }, { alt }),
  });

  it("replace one another, and have their alternative text", async () => {
    const html = await pageAfter(3, [grid("before"), grid('a "chessboard"'), {}]);
    expect([...html.matchAll(/<img /g)]).toHaveLength(1);
    expect(html).toMatch(
      /<img src="data:image\/png;base64,[\w+/=]+" width="4" height="4" alt="a &quot;chessboard&quot;">/,
    );
  });
});
