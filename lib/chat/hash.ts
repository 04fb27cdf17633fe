// A number for a text: the same everywhere and for ever, since what is stored is found by it.

/**
 * 32 bits of a text's UTF-16 units, in the manner of FNV-1a but begun at 0, with the upper half folded into the lower:
 * the lower bits alone spread well. Anybody can make texts that share one, so nothing may depend on its being rare.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hashText } from "./hash.ts";
 * assertEquals([hashText(""), hashText("ab")], [0, -2064541470]);
 * ```
 */
export function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ hash >>> 15;
}
