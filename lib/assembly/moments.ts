import {
  bytes,
  centred,
  columns,
  components,
  counts,
  dimension,
  firstMoments,
  full,
  members,
  padded,
  responsibilities,
  secondLength,
  secondMoments,
  shifts,
  stride,
  tile,
  TILE,
  weighted,
} from "./memory";
import { addTo, multiplyAdd, sumOfLanes } from "./vector";

/** Adds Σ r, Σ r (x − shift) and Σ r (x − shift)(x − shift)ᵀ (or its diagonal) of each component over the first n points. */
export function addMoments(n: i32): void {
  for (let k = 0; k < components; k++) {
    const found = findMembers(n, responsibilities + bytes(k * stride));
    // Points that do not belong at all are left out, where picking out the others costs less.
    const all = 4 * found > 3 * n;
    const size = all ? n : found;
    for (let first = 0; first < size; first += TILE) {
      const width = min(TILE, size - first);
      takeResponsibilities(k, first, width, all);
      addTo(counts + bytes(k), sumOf(tile, width));
      for (let j = 0; j < dimension; j++) {
        if (all) takeColumn(k, j, first, width);
        else pickColumn(k, j, first, width);
        addTo(firstMoments + bytes(k * dimension + j), weigh(j, width));
      }
      const second = secondMoments + bytes(k * secondLength());
      if (full) addOuterProducts(width, second);
      else for (let j = 0; j < dimension; j++) addTo(second + bytes(j), dotProduct(j, width));
    }
  }
}

/** Writes the numbers of the points with a responsibility above 0, and gives how many they are. */
function findMembers(n: i32, r: usize): i32 {
  let found = 0;
  for (let i = 0; i < n; i++) {
    store<i32>(members + ((<usize>found) << 2), i);
    found += <i32>(load<f64>(r + bytes(i)) !== 0);
  }
  return found;
}

function member(i: i32): i32 {
  return load<i32>(members + ((<usize>i) << 2));
}

/** Into `tile`; an odd width is made even by a point without responsibility. */
function takeResponsibilities(k: i32, first: i32, width: i32, all: bool): void {
  const from = responsibilities + bytes(k * stride);
  for (let i = 0; i < width; i++) {
    store<f64>(tile + bytes(i), load<f64>(from + bytes(all ? first + i : member(first + i))));
  }
  if (width & 1) store<f64>(tile + bytes(width), 0);
}

function takeColumn(k: i32, j: i32, first: i32, width: i32): void {
  const shift = v128.load_splat<f64>(shifts + bytes(k * dimension + j));
  const from = columns + bytes(j * stride + first);
  const to = centred + bytes(j * TILE);
  for (let at: usize = 0; at < bytes(width); at += 16)
    v128.store(to + at, f64x2.sub(v128.load(from + at), shift));
}

function pickColumn(k: i32, j: i32, first: i32, width: i32): void {
  const shift = load<f64>(shifts + bytes(k * dimension + j));
  const from = columns + bytes(j * stride);
  const to = centred + bytes(j * TILE);
  for (let i = 0; i < width; i++)
    store<f64>(to + bytes(i), load<f64>(from + bytes(member(first + i))) - shift);
}

/** Multiplies a centred column by the responsibilities, and gives the sum. */
function weigh(j: i32, width: i32): f64 {
  const from = centred + bytes(j * TILE);
  const to = weighted + bytes(j * TILE);
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < bytes(width); at += 16) {
    const product = f64x2.mul(v128.load(from + at), v128.load(tile + at));
    v128.store(to + at, product);
    sum = f64x2.add(sum, product);
  }
  return sumOfLanes(sum);
}

function sumOf(place: usize, width: i32): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < bytes(width); at += 16) sum = f64x2.add(sum, v128.load(place + at));
  return sumOfLanes(sum);
}

function dotProduct(j: i32, width: i32): f64 {
  const a = weighted + bytes(j * TILE);
  const b = centred + bytes(j * TILE);
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < bytes(width); at += 16)
    sum = multiplyAdd(sum, v128.load(a + at), v128.load(b + at));
  return sumOfLanes(sum);
}

/** The lower triangle of weighted · centredᵀ, in blocks of 4 × 2 (2 × 2 at the end) that stay in registers. */
function addOuterProducts(width: i32, second: usize): void {
  let row = 0;
  for (; padded - row >= 4; row += 4) {
    for (let column = 0; column < row + 4; column += 2) addFourByTwo(width, row, column, second);
  }
  if (row < padded)
    for (let column = 0; column < row + 2; column += 2) addTwoByTwo(width, row, column, second);
}

function addFourByTwo(width: i32, row: i32, column: i32, second: usize): void {
  const a = weighted + bytes(row * TILE);
  const c = centred + bytes(column * TILE);
  const next = bytes(TILE);
  const zero = f64x2.splat(0);
  let s00 = zero,
    s01 = zero,
    s10 = zero,
    s11 = zero,
    s20 = zero,
    s21 = zero,
    s30 = zero,
    s31 = zero;
  for (let b: usize = 0; b < bytes(width); b += 16) {
    const c0 = v128.load(c + b);
    const c1 = v128.load(c + next + b);
    const a0 = v128.load(a + b);
    s00 = multiplyAdd(s00, a0, c0);
    s01 = multiplyAdd(s01, a0, c1);
    const a1 = v128.load(a + next + b);
    s10 = multiplyAdd(s10, a1, c0);
    s11 = multiplyAdd(s11, a1, c1);
    const a2 = v128.load(a + 2 * next + b);
    s20 = multiplyAdd(s20, a2, c0);
    s21 = multiplyAdd(s21, a2, c1);
    const a3 = v128.load(a + 3 * next + b);
    s30 = multiplyAdd(s30, a3, c0);
    s31 = multiplyAdd(s31, a3, c1);
  }
  let to = second + bytes(row * padded + column);
  addPair(to, s00, s01);
  to += bytes(padded);
  addPair(to, s10, s11);
  to += bytes(padded);
  addPair(to, s20, s21);
  to += bytes(padded);
  addPair(to, s30, s31);
}

function addTwoByTwo(width: i32, row: i32, column: i32, second: usize): void {
  const a = weighted + bytes(row * TILE);
  const c = centred + bytes(column * TILE);
  const next = bytes(TILE);
  const zero = f64x2.splat(0);
  let s00 = zero,
    s01 = zero,
    s10 = zero,
    s11 = zero;
  for (let b: usize = 0; b < bytes(width); b += 16) {
    const c0 = v128.load(c + b);
    const c1 = v128.load(c + next + b);
    const a0 = v128.load(a + b);
    s00 = multiplyAdd(s00, a0, c0);
    s01 = multiplyAdd(s01, a0, c1);
    const a1 = v128.load(a + next + b);
    s10 = multiplyAdd(s10, a1, c0);
    s11 = multiplyAdd(s11, a1, c1);
  }
  const to = second + bytes(row * padded + column);
  addPair(to, s00, s01);
  addPair(to + bytes(padded), s10, s11);
}

/** Adds the lanes of two sums to two neighbours. */
function addPair(place: usize, first: v128, second: v128): void {
  const low = v128.shuffle<f64>(first, second, 0, 2);
  const high = v128.shuffle<f64>(first, second, 1, 3);
  v128.store(place, f64x2.add(v128.load(place), f64x2.add(low, high)));
}
