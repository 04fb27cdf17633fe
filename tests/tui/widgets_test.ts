import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import fc from "fast-check";
import { rgbOfPalette } from "../../lib/tui/colour.ts";
import { contrast, hashColour } from "../../lib/tui/hash_colour.ts";
import { Hits } from "../../lib/tui/hits.ts";
import { LIST_TOP, moveSelection, rowAt, select } from "../../lib/tui/list.ts";
import { AT_END, type Scroll, scrollBy, type ScrollItems, scrollTo, viewScroll } from "../../lib/tui/scroll.ts";

/** Items whose keys are `first`, `first + 1` and so on. */
function itemsOf(heights: readonly number[], first = 1): ScrollItems {
  return {
    length: heights.length,
    keyAt: (index) => first + index,
    indexOf: (key) => Math.max(0, key - first),
    heightAt: (index) => heights[index] ?? 0,
  };
}

/** What a window shows: each row as the item's key and which of its rows, as in `3.0`. */
function shown(scroll: Scroll, items: ScrollItems, rows: number): string {
  const all = new Array<string>(rows).fill("-");
  for (const { index, row, height } of viewScroll(scroll, items, rows).items) {
    for (let part = 0; part < height; part++) {
      if (row + part >= 0 && row + part < rows) all[row + part] = `${items.keyAt(index)}.${part}`;
    }
  }
  return all.join(" ");
}

const items = itemsOf([2, 1, 3, 1]);

Deno.test("a scroll view follows its end, and stands at the bottom while there is little", () => {
  assertEquals(shown(AT_END, items, 4), "3.0 3.1 3.2 4.0");
  assertEquals(shown(AT_END, itemsOf([1, 1]), 4), "- - 1.0 2.0");
  assertEquals(shown(AT_END, itemsOf([]), 2), "- -");
  const { atTop, atEnd, below } = viewScroll(AT_END, items, 4);
  assertEquals([atTop, atEnd, below], [false, true, 0]);
});

Deno.test("a scroll view moves by rows, and follows again at its end", () => {
  const up = scrollBy(AT_END, items, 4, -2);
  assertEquals(shown(up, items, 4), "1.1 2.0 3.0 3.1");
  assertEquals([viewScroll(up, items, 4).atEnd, viewScroll(up, items, 4).below], [false, 1]);
  assertEquals(shown(scrollBy(up, items, 4, -9), items, 4), "1.0 1.1 2.0 3.0");
  assertEquals(viewScroll(scrollBy(up, items, 4, -9), items, 4).atTop, true);
  assertEquals(scrollBy(up, items, 4, 2), AT_END);
  assertEquals(shown(scrollTo(items, 4, 2), items, 4), "2.0 3.0 3.1 3.2");
  assertEquals(shown(scrollTo(items, 4, 3, 1), items, 4), "2.0 3.0 3.1 3.2");
});

Deno.test("what is on top stays when items come, go and change their height", () => {
  const up = scrollBy(AT_END, items, 4, -1);
  assertEquals(shown(up, items, 4), "2.0 3.0 3.1 3.2");
  assertEquals(shown(up, itemsOf([2, 1, 3, 1, 1, 1]), 4), "2.0 3.0 3.1 3.2");
  assertEquals(shown(up, itemsOf([1, 1, 2, 1, 3, 1], -1), 4), "2.0 3.0 3.1 3.2");
  assertEquals(shown(up, itemsOf([1, 4, 1, 5, 2]), 4), "2.0 2.1 2.2 2.3");
  // The item is gone: the next one takes its place.
  assertEquals(shown(up, itemsOf([3, 1, 9], 3), 4), "3.0 3.1 3.2 4.0");
  // A wider screen: the row in the middle of an item is no more.
  const within = scrollBy(AT_END, itemsOf([5, 9]), 4, -6);
  assertEquals(shown(within, itemsOf([5, 9]), 4), "1.4 2.0 2.1 2.2");
  assertEquals(shown(within, itemsOf([2, 9]), 4), "1.1 2.0 2.1 2.2");
});

Deno.test("a window is full wherever it was scrolled, if there is enough", () => {
  const heights = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      heights,
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.integer({ min: -9, max: 9 })),
      (each, rows, moves) => {
        const scroll = moves.reduce<Scroll>((now, by) => scrollBy(now, itemsOf(each), rows, by), AT_END);
        const total = each.reduce((sum, height) => sum + height, 0);
        const filled = shown(scroll, itemsOf(each), rows).split(" ").filter((row) => row !== "-").length;
        assertEquals(filled, Math.min(total, rows));
      },
    ),
  );
});

Deno.test("a list keeps its selection in sight", () => {
  assertEquals(select(LIST_TOP, 7, 10, 3), { selected: 7, top: 5 });
  assertEquals(select({ selected: 7, top: 5 }, 6, 10, 3), { selected: 6, top: 5 });
  assertEquals(select({ selected: 7, top: 5 }, 2, 10, 3), { selected: 2, top: 2 });
  assertEquals(select({ selected: 9, top: 7 }, 9, 4, 3), { selected: 3, top: 1 });
  assertEquals(moveSelection(LIST_TOP, -1, 10, 3), { selected: 9, top: 7 });
  assertEquals(moveSelection({ selected: 9, top: 7 }, 1, 10, 3), LIST_TOP);
  assertEquals(moveSelection(LIST_TOP, 1, 0, 3), LIST_TOP);
  assertEquals([rowAt({ selected: 5, top: 4 }, 1, 6), rowAt({ selected: 5, top: 4 }, 2, 6)], [5, undefined]);
});

Deno.test("the mouse hits what was drawn last", () => {
  const hits = new Hits<string>();
  hits.add({ row: 0, column: 0, rows: 5, columns: 5 }, "pane");
  hits.add({ row: 1, column: 1, rows: 1, columns: 3 }, "button");
  assertEquals([hits.at(1, 2), hits.at(2, 2), hits.at(5, 0)], ["button", "pane", undefined]);
});

for (const [background, ground] of [["dark", [0, 0, 0]], ["light", [255, 255, 255]]] as const) {
  Deno.test(`names are readable and different on ${background}`, () => {
    const names = Array.from({ length: 200 }, (_, index) => `person${index}`);
    const found = new Set(names.map((name) => hashColour(name, "true", background)));
    assertEquals(found.size > 25, true);
    for (const colour of found) {
      assertGreaterOrEqual(contrast([(colour >> 16) & 255, (colour >> 8) & 255, colour & 255], ground), 5.3);
    }
    const cube = new Set(names.map((name) => hashColour(name, "256", background)));
    assertEquals(cube.size > 25, true);
    for (const colour of cube) assertGreaterOrEqual(contrast(rgbOfPalette(colour - 1), ground), 3);
    assertEquals(new Set(names.map((name) => hashColour(name, "16", background))).size >= 8, true);
    assertEquals(hashColour("ada", "none", background), 0);
  });
}
