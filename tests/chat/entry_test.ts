import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatEntry, parseEntry } from "../../lib/chat/entry.ts";
import { entry } from "../support/arbitraries.ts";

Deno.test("formatEntry() writes the entry of PROTOCOL.md", () => {
  assertEquals(
    formatEntry({ seq: 128, from: "bob", text: 'say "hi"\n', kind: "text", at: 1_763_700_000_000 }),
    '{"seq":128,"from":"bob","text":"say \\"hi\\"\\n","kind":"text","at":1763700000000}',
  );
  assertEquals(
    formatEntry({ seq: 1, from: "bob", text: "x", kind: "event", at: 1, event: { type: "kick" }, account: "Bob" }),
    '{"seq":1,"from":"bob","text":"x","kind":"event","at":1,"event":{"type":"kick"},"account":"Bob"}',
  );
});

Deno.test("parseEntry() reads what formatEntry() wrote, on one line", () => {
  fc.assert(fc.property(entry, (entry) => {
    const text = formatEntry(entry);
    assertEquals(parseEntry(text), entry);
    assertEquals(text.includes("\n"), false);
    assertEquals(text, JSON.stringify(JSON.parse(text)));
  }));
});

Deno.test.each([
  [""],
  ["{"],
  ["null"],
  ["[]"],
  ["{}"],
  ['{"seq":0,"from":"a","text":"b","kind":"text","at":1}'],
  ['{"seq":-1,"from":"a","text":"b","kind":"text","at":1}'],
  ['{"seq":1.5,"from":"a","text":"b","kind":"text","at":1}'],
  ['{"seq":"1","from":"a","text":"b","kind":"text","at":1}'],
  ['{"seq":1,"from":null,"text":"b","kind":"text","at":1}'],
  ['{"seq":1,"from":"a","kind":"text","at":1}'],
  ['{"seq":1,"from":"a","text":"b","kind":5,"at":1}'],
  ['{"seq":1,"from":"a","text":"b","kind":"text","at":"now"}'],
])("parseEntry(%s) is undefined", (text) => assertEquals(parseEntry(text), undefined));

Deno.test("parseEntry() keeps what a later version wrote beside the fields", () => {
  const text = '{"seq":1,"from":"a","text":"b","kind":"event","at":1,"event":{"type":"topic"}}';
  assertEquals<unknown>(parseEntry(text), JSON.parse(text));
});
