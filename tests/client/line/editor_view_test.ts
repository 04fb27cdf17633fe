import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { viewEditor } from "../../../lib/client/line/editor_view.ts";
import { EMPTY_EDITOR, withText } from "../../../lib/client/line/line_editor.ts";
import { widthOf } from "../../../lib/client/wrap.ts";
import { hostileText } from "../../support/arbitraries.ts";

Deno.test.each(
  [
    ["hello", 5, 20, "> hello", 7],
    ["hello", 0, 20, "> hello", 2],
    ["日本", 1, 20, "> 日本", 4],
    ["a\nb\tc", 5, 20, "> a↵b→c", 7],
    // Longer than the row: it slides.
    ["0123456789", 10, 10, "> 456789", 8],
    ["0123456789", 0, 10, "> 0123456", 2],
    ["日本語日本語", 6, 10, "> 日本語", 8],
  ] as const,
)("viewEditor(%j at %d, %d columns)", (text, at, columns, shown, cursor) => {
  const row = viewEditor(withText(EMPTY_EDITOR, text, at), "> ", columns);
  assertEquals([row.text, row.cursor, row.width], [shown, cursor, widthOf(shown)]);
});

Deno.test("viewEditor() never fills the last column and always has the cursor in sight", () => {
  fc.assert(
    fc.property(
      hostileText,
      hostileText,
      fc.nat(60),
      fc.integer({ min: 10, max: 100 }),
      (text, prompt, at, columns) => {
        const row = viewEditor(withText(EMPTY_EDITOR, text, at), prompt, columns);
        assert(row.width < columns, `${row.width} of ${columns}`);
        assert(row.cursor <= row.width && row.cursor >= 0);
        assert(!/\p{Cc}/u.test(row.text));
      },
    ),
  );
});
