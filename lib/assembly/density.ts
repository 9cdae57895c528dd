import {
  bytes,
  centred,
  columns,
  components,
  constants,
  dimension,
  full,
  means,
  padded,
  panelHeight,
  responsibilities,
  stride,
  tile,
  TILE,
  whitenerLength,
  whiteners,
} from "./memory";
import { multiplyAdd } from "./vector";

/** Writes constant − ½ |W (x − mean)|² of each component for the first n points of `columns`. */
export function writeLogDensities(n: i32): void {
  for (let first = 0; first < n; first += TILE) {
    // Up to three points more than there are: their places exist, and nobody looks at them.
    const width = min(TILE, (n - first + 3) & ~3);
    for (let k = 0; k < components; k++) {
      const mean = means + bytes(k * dimension);
      const whitener = whiteners + bytes(k * whitenerLength());
      if (full) {
        centre(first, width, mean);
        writeFullDistances(width, whitener);
      } else {
        writeDiagonalDistances(first, width, mean, whitener);
      }
      const constant = v128.load_splat<f64>(constants + bytes(k));
      const to = responsibilities + bytes(k * stride + first);
      for (let at: usize = 0; at < bytes(width); at += 16) {
        v128.store(to + at, f64x2.sub(constant, f64x2.mul(f64x2.splat(0.5), v128.load(tile + at))));
      }
    }
  }
}

function centre(first: i32, width: i32, mean: usize): void {
  for (let j = 0; j < dimension; j++) {
    const center = v128.load_splat<f64>(mean + bytes(j));
    const from = columns + bytes(j * stride + first);
    const to = centred + bytes(j * TILE);
    for (let at: usize = 0; at < bytes(width); at += 16)
      v128.store(to + at, f64x2.sub(v128.load(from + at), center));
  }
}

function writeDiagonalDistances(first: i32, width: i32, mean: usize, scale: usize): void {
  memory.fill(tile, 0, bytes(width));
  for (let j = 0; j < dimension; j++) {
    const center = v128.load_splat<f64>(mean + bytes(j));
    const factor = v128.load_splat<f64>(scale + bytes(j));
    const from = columns + bytes(j * stride + first);
    for (let at: usize = 0; at < bytes(width); at += 16) {
      const whitened = f64x2.mul(f64x2.sub(v128.load(from + at), center), factor);
      v128.store(tile + at, multiplyAdd(v128.load(tile + at), whitened, whitened));
    }
  }
}

/** |W c|² of each centred point, a panel of W after the other. */
function writeFullDistances(width: i32, whitener: usize): void {
  memory.fill(tile, 0, bytes(width));
  let panel = whitener;
  for (let row = 0; row < padded; row += panelHeight(row)) {
    const height = panelHeight(row);
    const length = row + height;
    if (height === 4) addFourRows(width, panel, length);
    else addTwoRows(width, panel, length);
    panel += bytes(height * length);
  }
}

/** Four rows of W times four points: eight sums that stay in registers. */
function addFourRows(width: i32, panel: usize, length: i32): void {
  const zero = f64x2.splat(0);
  for (let b: usize = 0; b < bytes(width); b += 32) {
    let s00 = zero,
      s01 = zero,
      s10 = zero,
      s11 = zero,
      s20 = zero,
      s21 = zero,
      s30 = zero,
      s31 = zero;
    let w = panel;
    let c = centred + b;
    for (let l = 0; l < length; l++) {
      const c0 = v128.load(c);
      const c1 = v128.load(c, 16);
      const w0 = v128.load_splat<f64>(w);
      s00 = multiplyAdd(s00, w0, c0);
      s01 = multiplyAdd(s01, w0, c1);
      const w1 = v128.load_splat<f64>(w, 8);
      s10 = multiplyAdd(s10, w1, c0);
      s11 = multiplyAdd(s11, w1, c1);
      const w2 = v128.load_splat<f64>(w, 16);
      s20 = multiplyAdd(s20, w2, c0);
      s21 = multiplyAdd(s21, w2, c1);
      const w3 = v128.load_splat<f64>(w, 24);
      s30 = multiplyAdd(s30, w3, c0);
      s31 = multiplyAdd(s31, w3, c1);
      w += 32;
      c += bytes(TILE);
    }
    addSquares(tile + b, s00, s10, s20, s30);
    addSquares(tile + b + 16, s01, s11, s21, s31);
  }
}

function addTwoRows(width: i32, panel: usize, length: i32): void {
  const zero = f64x2.splat(0);
  for (let b: usize = 0; b < bytes(width); b += 32) {
    let s00 = zero,
      s01 = zero,
      s10 = zero,
      s11 = zero;
    let w = panel;
    let c = centred + b;
    for (let l = 0; l < length; l++) {
      const c0 = v128.load(c);
      const c1 = v128.load(c, 16);
      const w0 = v128.load_splat<f64>(w);
      s00 = multiplyAdd(s00, w0, c0);
      s01 = multiplyAdd(s01, w0, c1);
      const w1 = v128.load_splat<f64>(w, 8);
      s10 = multiplyAdd(s10, w1, c0);
      s11 = multiplyAdd(s11, w1, c1);
      w += 16;
      c += bytes(TILE);
    }
    addSquares(tile + b, s00, s10, zero, zero);
    addSquares(tile + b + 16, s01, s11, zero, zero);
  }
}

function addSquares(place: usize, a: v128, b: v128, c: v128, d: v128): void {
  const first = multiplyAdd(f64x2.mul(a, a), b, b);
  const second = multiplyAdd(f64x2.mul(c, c), d, d);
  v128.store(place, f64x2.add(v128.load(place), f64x2.add(first, second)));
}
