// Whatever a theme colours can be read on the background that it is for.
import { assert, assertEquals } from "@std/assert";
import { themeFor } from "../../../lib/client/full/theme.ts";
import { rgbOfPalette } from "../../../lib/tui/colour.ts";
import { contrast } from "../../../lib/tui/hash_colour.ts";
import type { Style } from "../../../lib/tui/style.ts";

/** What stands back on purpose, and still has to be seen. */
const QUIET = ["dim", "border", "notice", "date"];

Deno.test.each(
  [
    ["dark", "16", [0, 0, 0]],
    ["dark", "256", [0, 0, 0]],
    ["light", "16", [255, 255, 255]],
    ["light", "256", [255, 255, 255]],
  ] as const,
)("the %s theme in %s colours can be read", (name, depth, ground) => {
  const { person: _, ...styles } = themeFor({ name, depth, light: name === "light" });
  for (const [part, style] of Object.entries(styles as Record<string, Style>)) {
    if (style.fg === undefined) continue;
    const paper = style.bg === undefined ? ground : rgbOfPalette(style.bg - 1);
    const found = contrast(rgbOfPalette(style.fg - 1), paper);
    const wanted = part === "border" ? 1.5 : QUIET.includes(part) ? 3 : 4;
    assert(found >= wanted, `${part}: ${found.toFixed(1)}`);
  }
});

Deno.test("without colours nothing is coloured", () => {
  for (
    const theme of [
      themeFor({ name: "auto", depth: "none", light: false }),
      themeFor({ name: "plain", depth: "true", light: false }),
    ]
  ) {
    const { person, ...styles } = theme;
    for (const style of [...Object.values(styles as Record<string, Style>), person("bob")]) {
      assertEquals([style.fg, style.bg], [undefined, undefined]);
    }
  }
});
