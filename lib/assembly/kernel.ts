/** The E and M step of Gaussian mixtures over a chunk of rows. What lies where: memory.ts. */
import { writeLogDensities } from "./density";
import * as place from "./memory";
import { addMoments } from "./moments";
import { normalize } from "./responsibility";

/** Makes room for chunks of up to `capacity` rows. @returns whether there is memory for it */
export function prepare(dimension: i32, components: i32, full: bool, capacity: i32): bool {
  return place.layOut(dimension, components, full, capacity);
}

export function rowsAt(): usize {
  return place.rows;
}

export function parametersAt(): usize {
  return place.constants;
}

export function whitenerLength(): i32 {
  return place.whitenerLength();
}

export function responsibilitiesAt(): usize {
  return place.responsibilities;
}

export function responsibilityStride(): i32 {
  return place.stride;
}

export function logLikelihoodsAt(): usize {
  return place.logLikelihoods;
}

export function statisticsAt(): usize {
  return place.statistics;
}

/** Writes ln p(x, z = k) of n rows where the responsibilities will be. */
export function evaluate(n: i32): void {
  transpose(n);
  writeLogDensities(n);
}

/** The E step: writes responsibilities and log-likelihoods of n rows, and adds to the first two statistics. */
export function expect(n: i32): void {
  evaluate(n);
  normalize(n);
}

/** The sums that the M step needs, for responsibilities that lie ready. */
export function accumulate(n: i32): void {
  transpose(n);
  addMoments(n);
}

/** The E step, and the sums that the M step needs. */
export function pass(n: i32): void {
  expect(n);
  addMoments(n);
}

function transpose(n: i32): void {
  const d = place.dimension;
  let from = place.rows;
  for (let i = 0; i < n; i++) {
    let to = place.columns + place.bytes(i);
    for (let j = 0; j < d; j++) {
      store<f64>(to, load<f64>(from));
      from += 8;
      to += place.bytes(place.stride);
    }
  }
}
