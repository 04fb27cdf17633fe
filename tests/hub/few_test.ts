import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Few } from "../../lib/hub/few.ts";

Deno.test("Few holds what a Set would, in the same order", () => {
  const change = fc.tuple(fc.constantFrom("add", "delete"), fc.integer({ min: 0, max: 5 }));
  fc.assert(fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
    const few = new Few<number>();
    const set = new Set<number>();
    for (const [what, item] of changes) {
      if (what === "add") few.add(item), set.add(item);
      else few.delete(item), set.delete(item);
      assertEquals([...few], [...set]);
      assertEquals([few.size, few.has(item)], [set.size, set.has(item)]);
    }
  }));
});

Deno.test("Few may be changed by who walks through it: the walk is over what it was", () => {
  const few = new Few<number>();
  for (const item of [1, 2, 3]) few.add(item);
  const seen: number[] = [];
  for (const item of few) {
    seen.push(item);
    few.delete(item);
    few.add(item + 10);
  }
  assertEquals([seen, [...few]], [[1, 2, 3], [11, 12, 13]]);
});
