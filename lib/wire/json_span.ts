// How far a JSON object reaches in a stream that may hold only its beginning.

/** Where the object ends (after its `}`), `open` while more is needed, `broken` where it can't become one. */
export type JsonSpan = number | "open" | "broken";

const OBJECT_BEGINS = /^\{\s*(?:$|["}])/;

/**
 * Looks for the end of the object that begins at `from`. Strings and braces are followed, nothing else is checked.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { jsonSpan } from "./json_span.ts";
 * assertEquals(jsonSpan('{"a":"}"}x', 0), 9);
 * assertEquals(jsonSpan('{"a":', 0), "open");
 * assertEquals(jsonSpan("{..", 0), "broken");
 * ```
 */
export function jsonSpan(text: string, from: number): JsonSpan {
  if (!OBJECT_BEGINS.test(text.slice(from, from + 64))) return "broken";
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return "open";
}
