import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { defaultFileName } from "../../lib/client/file_name.ts";
import { hostileText } from "../support/arbitraries.ts";

const DAY = new Date(2026, 0, 9);

Deno.test.each([
  ["lobby", "parley-lobby-2026-01-09.txt"],
  ["a,b", "parley-a_b-2026-01-09.txt"],
  ["../etc", "parley-_etc-2026-01-09.txt"],
  ["花子", "parley-花子-2026-01-09.txt"],
])("defaultFileName(%s) is %s", (name, file) => assertEquals(defaultFileName(name, DAY), file));

Deno.test("defaultFileName() is safe on every system, whatever the room is called", () => {
  fc.assert(fc.property(hostileText, (name) => {
    const file = defaultFileName(name, DAY);
    assert(/^parley-[\p{L}\p{M}\p{Nd}_-]*-2026-01-09\.txt$/u.test(file), file);
    assert(new TextEncoder().encode(file).length <= 255);
  }));
});
