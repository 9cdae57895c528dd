/** Gives a property another value for the time of some synchronous work. */
export function withProperty<T>(target: object, key: string, value: unknown, work: () => T): T {
  const own = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { configurable: true, writable: true, value });
  try {
    return work();
  } finally {
    if (own === undefined) Reflect.deleteProperty(target, key);
    else Object.defineProperty(target, key, own);
  }
}
