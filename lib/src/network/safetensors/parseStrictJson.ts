/** A header has three levels: itself, a tensor, a list. More would only serve to exhaust memory. */
const depthAtMost = 8;

/**
 * Parses JSON in which no object has a key twice, where `JSON.parse` would keep the last.
 *
 * @throws SyntaxError
 */
export function parseStrictJson(json: string): unknown {
  checkKeysAndDepth(json);
  return JSON.parse(json);
}

/** Walks through strings and brackets alone; what else may be wrong is for `JSON.parse` to find. */
function checkKeysAndDepth(json: string): void {
  const open: Set<string>[] = [];
  let i = 0;
  while (i < json.length) {
    const character = json[i] as string;
    const end = character === '"' ? endOfString(json, i) : i + 1;
    if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"' && isFollowedByColon(json, end)) addKey(open.at(-1), json.slice(i, end), i);
    if (open.length > depthAtMost) throw new SyntaxError(`more than ${depthAtMost} levels at position ${i}`);
    i = end;
  }
}

function addKey(keys: Set<string> | undefined, token: string, position: number): void {
  const key = JSON.parse(token) as string;
  if (keys?.has(key))
    throw new SyntaxError(`the key ${token.slice(0, 80)} occurs twice, again at position ${position}`);
  keys?.add(key);
}

/** The position after the closing quotation mark, or the end of a text that has none. */
function endOfString(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    if (json[i] === "\\") i++;
    else if (json[i] === '"') return i + 1;
  }
  return json.length;
}

function isFollowedByColon(json: string, position: number): boolean {
  let i = position;
  while (" \t\r\n".includes(json[i] ?? "end")) i++;
  return json[i] === ":";
}
