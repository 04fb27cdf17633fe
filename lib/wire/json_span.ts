// How far a JSON object reaches in a stream that may hold only its beginning.

/** Where the object ends (after its `}`), `open` while more is needed, `broken` where it can't become one. */
export type JsonSpan = number | "open" | "broken";

const OBJECT_BEGINS = /^\{\s*(?:$|["}])/;

/** Finds objects in a stream, each byte looked at once, however the stream is cut. */
export class JsonScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Where the object that is being scanned ends in `text`, looking from `from` on; `undefined` if not in it. */
  scan(text: string, from: number): number | undefined {
    for (let at = from; at < text.length; at++) {
      const character = text[at];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (character === "\\") this.#escaped = true;
        else if (character === '"') this.#inString = false;
      } else if (character === '"') this.#inString = true;
      else if (character === "{") this.#depth++;
      else if (character === "}" && --this.#depth <= 0) {
        this.#depth = 0;
        return at + 1;
      }
    }
    return undefined;
  }
}

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
  return new JsonScanner().scan(text, from) ?? "open";
}
