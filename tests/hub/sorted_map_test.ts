import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { SortedMap } from "../../lib/hub/sorted_map.ts";

Deno.test("SortedMap gives what a sorted list would, whatever comes, goes and comes again between two looks", () => {
  const key = fc.constantFrom("", "a", "ab", "b", "ä", "z", "\u{1F600}", "\uffff");
  const act = fc.oneof(
    fc.record({ act: fc.constant("set" as const), key, value: fc.nat(9) }),
    fc.record({ act: fc.constant("delete" as const), key }),
    fc.record({ act: fc.constant("look" as const), key }),
  );
  fc.assert(fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
    const map = new SortedMap<string, number>();
    const model = new Map<string, number>();
    for (const step of acts) {
      if (step.act === "set") {
        map.set(step.key, step.value);
        model.set(step.key, step.value);
      } else if (step.act === "delete") {
        assertEquals(map.delete(step.key), model.delete(step.key));
      } else {
        const wanted = [...model].filter(([name]) => name > step.key).sort(([a], [b]) => (a < b ? -1 : 1));
        assertEquals([...map.after(step.key)], wanted.map(([, value]) => value));
      }
    }
  }));
});

Deno.test("SortedMap holds on to no name that has gone, though nobody looks", () => {
  const map = new SortedMap<string, number>();
  for (let each = 0; each < 20; each++) map.set(`stays ${each}`, each);
  for (let each = 0; each < 50_000; each++) {
    map.set(`guest${each}`, each);
    map.delete(`guest${each}`);
  }
  assert(map.namesHeld < 2_000, `${map.namesHeld} names for ${map.size}`);
  assertEquals([...map.after("")].length, 20);
});
