import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { rgbOfPalette } from "../../lib/tui/colour.ts";
import { contrast, hashColour } from "../../lib/tui/hash_colour.ts";
import { Hits } from "../../lib/tui/hits.ts";

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
