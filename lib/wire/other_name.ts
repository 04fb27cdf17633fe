// Another name for those whose client can't ask for one: its user typed what may not be, or what somebody has.

/** Longest part that is kept of what was wished, so that a number fits behind it. */
const KEPT_LENGTH_MAX = 28;

/**
 * The nth name to try after `wished` was refused; the first is what can be kept of it, where that is another.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { otherName } from "./other_name.ts";
 * assertEquals([1, 2].map((nth) => otherName("bob", nth)), ["bob2", "bob3"]);
 * assertEquals(otherName("Tony Chan", 1), "Tony_Chan");
 * ```
 */
export function otherName(wished: string, nth: number): string {
  const kept = wished.trim().replace(/\s+/g, "_").replace(/[^\p{L}\p{Nd}_-]/gu, "").replace(/^[^\p{L}\p{Nd}_]+/u, "");
  const base = [...kept].slice(0, KEPT_LENGTH_MAX).join("") || "guest";
  return nth === 1 && base !== wished ? base : `${base}${nth + 1}`;
}
