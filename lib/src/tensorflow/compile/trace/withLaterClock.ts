import { withProperty } from "./withProperty.js";

/** An odd span, so that no part of a date stays the same: 402 days, 5 hours, 13 minutes and 17.531 seconds. */
const later = ((402 * 24 + 5) * 60 + 13) * 60_000 + 17_531;

/** Does synchronous work with the clocks of JavaScript put forward, so that what depends on them comes out different. */
export function withLaterClock<T>(work: () => T): T {
  const { Date: date, performance: timer } = globalThis;
  const now = (): number => date.now() + later;
  const laterDate = new Proxy(date, {
    apply: () => new date(now()).toString(),
    construct: (target, parameters) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters) as Date,
    get: (target, key): unknown => (key === "now" ? now : Reflect.get(target, key)),
  });
  const start = timer.now();
  return withProperty(globalThis, "Date", laterDate, () =>
    withProperty(timer, "now", () => start + later, work),
  );
}
