import { assertEquals } from "@std/assert";
import type { Line } from "../../lib/client/line.ts";
import { append, EMPTY_SCROLL, linesOf, SCROLL_LINES_MAX } from "../../lib/client/scroll.ts";

const line = (at: number): Line => ({ type: "notice", text: "", at });

Deno.test("append() leaves the scroll before it as it was", () => {
  const one = append(EMPTY_SCROLL, line(1));
  append(one, line(2));
  assertEquals(linesOf(one), [line(1)]);
});

Deno.test("append() keeps the newest lines and lets the oldest go", () => {
  let scroll = EMPTY_SCROLL;
  for (let at = 1; at <= SCROLL_LINES_MAX + 1_000; at++) scroll = append(scroll, line(at));
  const lines = linesOf(scroll);
  assertEquals(lines.at(-1), line(SCROLL_LINES_MAX + 1_000));
  assertEquals(lines.length <= SCROLL_LINES_MAX + 128, true);
  assertEquals(lines.length >= SCROLL_LINES_MAX, true);
});
