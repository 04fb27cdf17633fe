import { assertEquals } from "@std/assert";
import { spanOf } from "../../lib/history/span.ts";

// A room that holds 11 to 100.
Deno.test.each(
  [
    [{ limit: 5 }, { low: 96, high: 100, more: true }],
    [{ limit: 500 }, { low: 11, high: 100, more: false }],
    [{ before: 50, limit: 5 }, { low: 45, high: 49, more: true }],
    [{ before: 11, limit: 5 }, { low: 11, high: 10, more: false }],
    [{ before: 1_000, limit: 1 }, { low: 100, high: 100, more: true }],
    [{ after: 0, limit: 5 }, { low: 11, high: 15, more: true }],
    [{ after: 98, limit: 5 }, { low: 99, high: 100, more: false }],
    [{ after: 100, limit: 5 }, { low: 101, high: 100, more: false }],
    [{ after: 200, limit: 5 }, { low: 201, high: 100, more: false }],
    [{ after: 20, before: 24, limit: 5 }, { low: 21, high: 23, more: true }],
    [{ around: 50, limit: 5 }, { low: 48, high: 52, more: true }],
    [{ around: 1, limit: 5 }, { low: 11, high: 15, more: false }],
    [{ around: 100, limit: 5 }, { low: 96, high: 100, more: true }],
  ] as const,
)("spanOf(%o)", (request, span) => assertEquals(spanOf(request, 11, 100), span));

Deno.test("spanOf() gives nothing of an empty room", () => {
  for (const request of [{ limit: 5 }, { after: 0, limit: 5 }, { before: 9, limit: 5 }, { around: 3, limit: 5 }]) {
    const { low, high, more } = spanOf(request, 1, 0);
    assertEquals([high < low, more], [true, false]);
  }
});
