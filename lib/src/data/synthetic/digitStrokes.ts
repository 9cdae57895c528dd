/** A point in the plane, x to the right and y down. */
export type Point = readonly [x: number, y: number];

/** The points that a pen passes through in one movement, joined by a smooth curve; two points give a straight line. */
export type Stroke = readonly Point[];

/**
 * Ways to write each digit in a box of height 100: points `x,y` as in SVG's `points`, strokes parted by a bar. A corner
 * is where one stroke ends and the next begins.
 */
const written: readonly (readonly string[])[] = [
  // 0: an oval; a narrow one; one that closes with an overlap at the top
  [
    "33,0 10,16 0,50 10,85 33,100 56,85 66,50 56,16 33,0",
    "26,0 6,20 1,55 10,90 26,100 44,85 50,45 42,12 26,0",
    "50,6 24,6 3,40 8,85 36,100 64,75 68,35 50,6 36,0",
  ],
  // 1: two plain stems; one with a flag; one with flag and foot
  ["2,0 0,50 0,100", "0,0 0,100", "0,20 12,12 22,0 | 22,0 22,100", "0,22 24,0 | 24,0 24,100 | 2,100 46,100"],
  // 2: an angular foot; a looped foot; a broad one with a wavy foot
  [
    "4,22 14,5 34,0 56,10 58,32 40,62 0,100 | 0,100 66,98",
    "4,18 20,2 44,4 54,24 44,52 22,86 6,97 2,86 16,78 36,90 54,100 70,92",
    "0,24 16,3 42,3 52,24 38,55 4,94 | 4,94 26,88 44,98 68,92",
  ],
  // 3: two bows meeting in a cusp; with a flat top; with a small loop at the waist
  [
    "4,12 24,0 48,6 50,27 34,43 18,47 | 18,47 42,50 58,68 48,92 22,100 0,90",
    "2,2 54,2 | 54,2 24,42 | 24,42 50,50 58,72 42,96 16,100 0,88",
    "2,14 22,0 46,10 42,34 24,46 16,50 24,53 46,54 56,76 36,99 2,93",
  ],
  // 4: open at the top; closed; with a curved left arm
  [
    "10,0 2,50 | 2,50 60,48 | 54,4 50,100",
    "42,0 0,64 | 0,64 64,62 | 42,0 42,100",
    "8,2 0,30 8,48 30,48 50,40 | 54,2 50,40 44,100",
  ],
  // 5: three strokes with a flat cap; a rounder belly with a short cap; in one flowing movement
  [
    "10,3 56,0 | 10,3 6,44 | 6,44 30,38 54,50 56,76 36,97 2,95",
    "16,6 60,2 | 16,6 8,42 | 8,42 30,44 46,60 42,86 22,100 0,90",
    "56,0 24,3 12,20 10,40 34,45 52,64 44,90 22,100 0,92",
  ],
  // 6: a curved back with a low loop; a straight back; a large loop
  [
    "44,0 18,20 2,55 6,88 28,100 50,88 50,64 30,54 10,66 4,80",
    "30,0 10,36 2,70 14,97 36,95 46,75 34,60 14,66 4,82",
    "54,5 30,6 6,38 2,74 20,99 50,94 62,70 48,48 24,50 6,70",
  ],
  // 7: a plain one; with a bent stem; with a bar through the stem; with a hook at the left
  [
    "0,4 56,2 | 56,2 22,100",
    "0,8 30,6 58,2 | 58,2 36,42 28,100",
    "0,4 60,0 | 60,0 40,40 24,100 | 14,50 58,46",
    "0,20 4,4 | 4,4 54,4 | 54,4 38,46 30,100",
  ],
  // 8: one crossing movement from the top; two loops of unequal size; open at the top right
  [
    "46,10 24,0 5,14 10,36 32,52 52,74 44,96 20,100 2,84 10,62 34,44 50,24 46,10",
    "28,0 10,10 12,34 28,46 44,32 44,10 28,0 | 28,46 4,60 2,86 28,100 54,86 52,60 28,46",
    "54,8 30,0 10,12 16,36 36,56 46,80 30,100 10,96 6,78 24,54 46,30 56,6",
  ],
  // 9: a loop with a straight stem; with a slightly bent stem; with a curled tail
  [
    "50,16 34,0 10,8 2,30 16,47 36,42 50,16 | 50,16 46,100",
    "48,10 26,0 4,16 4,40 24,48 44,32 48,10 | 48,10 44,50 26,100",
    "50,14 30,0 6,12 6,36 26,46 46,32 50,14 | 50,14 52,50 44,88 24,100 4,90",
  ],
];

/** For each digit the ways to write it, each a list of strokes in a box of height 1. */
export const digitStrokes: readonly (readonly (readonly Stroke[])[])[] = written.map((ways) =>
  ways.map((way) => way.split(" | ").map(parseStroke)),
);

function parseStroke(points: string): Stroke {
  return points.split(" ").map((point): Point => {
    const [x = 0, y = 0] = point.split(",").map((value) => Number(value) / 100);
    return [x, y];
  });
}
