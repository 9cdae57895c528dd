import { InvalidArgumentError } from "../../errors/index.js";

/**
 * What JSON has no number for is written as text behind this mark, and text that begins with it gets one mark more:
 * NaN is "#NaN", the text "#NaN" is "##NaN".
 */
const mark = "#";
const unusual: ReadonlyMap<string, number> = new Map(
  [NaN, Infinity, -Infinity, -0].map((value) => [mark + numberText(value), value]),
);

/**
 * A record as JSON text, from which {@link parseRecord} makes an equal one: every double comes back with the same bits
 * (NaN as the one NaN that JavaScript knows). Infinity, -Infinity, NaN and −0, which JSON would turn into null and 0,
 * are written as "#Infinity", "#-Infinity", "#NaN" and "#-0"; a text that begins with # gets one # more.
 *
 * @throws InvalidArgumentError for what JSON would lose or change: undefined, functions, bigints, dates, typed arrays and
 *   other instances of classes, objects that contain themselves; the message says where
 */
export function recordText(record: unknown): string {
  return JSON.stringify(marked(record, "record", new Set()));
}

/** @throws SyntaxError if the text was not made by {@link recordText} */
export function parseRecord(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? unmarked(value) : value));
}

function marked(value: unknown, path: string, above: Set<object>): unknown {
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "string") return value.startsWith(mark) ? mark + value : value;
  if (typeof value === "number")
    return Number.isFinite(value) && !Object.is(value, -0) ? value : mark + numberText(value);
  if (typeof value === "object") return markedWithin(value, path, above);
  throw new InvalidArgumentError(`${path} is ${describe(value)}, which JSON cannot hold: leave it out.`);
}

function markedWithin(value: object, path: string, above: Set<object>): unknown {
  if (above.has(value)) {
    throw new InvalidArgumentError(`${path} contains itself, which JSON cannot hold: leave it out.`);
  }
  above.add(value);
  const copy = Array.isArray(value)
    ? Array.from(value, (item: unknown, i) => marked(item, `${path}[${i}]`, above))
    : markedObject(value, path, above);
  above.delete(value);
  return copy;
}

function markedObject(value: object, path: string, above: Set<object>): unknown {
  if (!isPlain(value)) {
    throw new InvalidArgumentError(
      `${path} is ${describe(value)}, which JSON cannot hold: use plain objects, arrays, numbers and text, and put ` +
        "typed arrays among the checkpoint's arrays.",
    );
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    return [key, marked(item, path + name, above)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether it is an object literal, also one of another context: a notebook's cells have an Object of their own. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function unmarked(text: string): unknown {
  if (!text.startsWith(mark)) return text;
  if (text.startsWith(mark + mark)) return text.slice(mark.length);
  const value = unusual.get(text);
  if (value === undefined) throw new SyntaxError(`${JSON.stringify(text)} stands for no number`);
  return value;
}

/** As `String`, but −0 keeps its sign. */
function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  return `an instance of ${(value.constructor as { name?: string } | undefined)?.name ?? "a class"}`;
}
