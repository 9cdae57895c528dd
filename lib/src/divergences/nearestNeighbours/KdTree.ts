import type { NdArray } from "../../array/index.js";
import { selectMedian } from "./selectMedian.js";

/** Below this many points a scan is faster than a descent. */
const LEAF = 12;

/** The points within some radius: how many there are, and the squared distance of the farthest (0 if there are none). */
export interface Neighbourhood {
  readonly count: number;
  readonly farthest: number;
}

/**
 * A k-d tree over points of shape `[n, d]` for exact Euclidean neighbours (Friedman, Bentley & Finkel 1977). Each node
 * halves its points along the widest side of their bounding box; boxes, not planes, prune the search, so that repeated
 * coordinates do no harm. All distances are squared and summed coordinate by coordinate, boxes' and points' alike.
 */
export class KdTree {
  readonly #d: number;
  /** The points in the order of the leaves. */
  readonly #points: Float64Array;
  readonly #root: Node;

  constructor({ data, shape }: NdArray<Float64Array>) {
    const [n, d] = shape as [number, number];
    this.#d = d;
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    this.#root = this.#build(data, order, 0, n);
    this.#points = new Float64Array(n * d);
    order.forEach((from, to) => this.#points.set(data.subarray(from * d, (from + 1) * d), to * d));
  }

  /** The squared distances of a point's k nearest neighbours, ascending; ∞ where the tree has fewer points. */
  nearest(point: Float64Array, k: number): Float64Array {
    const best = new Float64Array(k).fill(Infinity);
    this.#descend(this.#root, point, best);
    return best;
  }

  /** The points whose squared distance is at most `radius`, itself a squared distance. */
  within(point: Float64Array, radius: number): Neighbourhood {
    let count = 0;
    let farthest = 0;
    const visit = (node: Node): void => {
      if (this.#toBox(node, point) > radius) return;
      if (node.children) return node.children.forEach(visit);
      for (let i = node.from; i < node.to; i++) {
        const distance = this.#toPoint(i, point);
        if (distance > radius) continue;
        count++;
        farthest = Math.max(farthest, distance);
      }
    };
    visit(this.#root);
    return { count, farthest };
  }

  #build(data: Float64Array, order: Uint32Array, from: number, to: number): Node {
    const d = this.#d;
    const low = new Float64Array(d).fill(Infinity);
    const high = new Float64Array(d).fill(-Infinity);
    for (let i = from; i < to; i++) {
      for (let l = 0; l < d; l++) {
        const value = data[(order[i] as number) * d + l] as number;
        if (value < low[l]!) low[l] = value;
        if (value > high[l]!) high[l] = value;
      }
    }
    if (to - from <= LEAF) return { low, high, from, to };
    const widths = high.map((value, l) => value - (low[l] as number));
    const widest = widths.indexOf(Math.max(...widths));
    const middle = selectMedian(order, from, to, (i) => data[i * d + widest] as number);
    const children = [this.#build(data, order, from, middle), this.#build(data, order, middle, to)] as const;
    return { low, high, from, to, children };
  }

  #descend(node: Node, point: Float64Array, best: Float64Array): void {
    if (!node.children) {
      for (let i = node.from; i < node.to; i++) insert(best, this.#toPoint(i, point));
      return;
    }
    const [first, second] = node.children;
    const toFirst = this.#toBox(first, point);
    const toSecond = this.#toBox(second, point);
    const nearer = toFirst <= toSecond ? first : second;
    // The search of the nearer half may have made the farther one superfluous.
    if (Math.min(toFirst, toSecond) < best.at(-1)!) this.#descend(nearer, point, best);
    if (Math.max(toFirst, toSecond) < best.at(-1)!) {
      this.#descend(nearer === first ? second : first, point, best);
    }
  }

  #toPoint(i: number, point: Float64Array): number {
    const d = this.#d;
    let sum = 0;
    for (let l = 0; l < d; l++) sum += (this.#points[i * d + l]! - point[l]!) ** 2;
    return sum;
  }

  #toBox({ low, high }: Node, point: Float64Array): number {
    let sum = 0;
    for (let l = 0; l < point.length; l++) {
      const value = point[l]!;
      if (value < low[l]!) sum += (low[l]! - value) ** 2;
      else if (value > high[l]!) sum += (value - high[l]!) ** 2;
    }
    return sum;
  }
}

/** A box that bounds the points from … to − 1; without children it is a leaf. */
interface Node {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly children?: readonly [Node, Node];
}

/** Puts a distance into an ascending list in place of the largest, if it is smaller. */
function insert(best: Float64Array, distance: number): void {
  let i = best.length - 1;
  if (distance >= best[i]!) return;
  for (; i > 0 && best[i - 1]! > distance; i--) best[i] = best[i - 1]!;
  best[i] = distance;
}
