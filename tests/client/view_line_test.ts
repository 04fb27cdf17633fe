import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { personStyle } from "../../lib/client/colour.ts";
import type { Line } from "../../lib/client/line.ts";
import { viewLine } from "../../lib/client/view_line.ts";
import { widthOf, wrap } from "../../lib/client/wrap.ts";
import { hostileText } from "../support/arbitraries.ts";

const AT = new Date(2026, 10, 3, 9, 5).getTime();
const PLAIN = { colour: false, width: undefined, room: "lobby" } as const;
const said = (more: Partial<Extract<Line, { type: "said" }>> = {}): Line => ({
  type: "said",
  room: "lobby",
  from: "bob",
  text: "hi",
  kind: "text",
  at: AT,
  mine: false,
  old: false,
  ...more,
});
const direct = {
  type: "direct",
  from: "bob",
  to: ["alice"],
  group: undefined,
  text: "psst",
  at: AT,
  mine: false,
} as const;

const TABLE: readonly (readonly [string, Line])[] = [
  ["09:05   bob: hi", said()],
  ["09:05 > alice: hi", said({ from: "alice", mine: true })],
  ["09:05 * bob waves", said({ kind: "action", text: "waves" })],
  ["09:05   bob: a later kind", said({ kind: "file", text: "a later kind" })],
  ["09:05   [garden] bob: hi", said({ room: "garden" })],
  ["09:05 @ bob to you: psst", direct],
  ["09:05 @ bob to alice, eve: psst", { ...direct, to: ["alice", "eve"] }],
  ["09:05 @ you to eve: psst", { ...direct, from: "alice", to: ["eve"], mine: true }],
  ["09:05 & groupX bob: psst", { ...direct, group: "groupX" }],
  ["09:05 & groupX you: psst", { ...direct, from: "alice", group: "groupX", mine: true }],
  ["09:05 ! bob to all: dinner", { type: "shout", from: "bob", text: "dinner", at: AT, mine: false }],
  ["09:05 - bob left", { type: "notice", text: "bob left", at: AT }],
  ["09:05 ? Not sent", { type: "problem", text: "Not sent", at: AT }],
  ["09:05 … later", { type: "pending", text: "later", at: AT }],
];

for (const [row, line] of TABLE) {
  Deno.test(`viewLine() shows ${row}`, () => assertEquals(viewLine(line, PLAIN), [row]));
}

Deno.test("viewLine() puts text under text", () => {
  assertEquals(viewLine(said({ text: "one two three four\nfive" }), { ...PLAIN, width: 28 }), [
    "09:05   bob: one two three",
    "             four",
    "             five",
  ]);
  // Where the head takes half of the row, the text begins further left.
  assertEquals(viewLine(said({ text: "one two three" }), { ...PLAIN, width: 24 }), ["09:05   bob: one two", "  three"]);
});

Deno.test("viewLine() dates lines for a file", () => {
  assertEquals(viewLine(said(), { ...PLAIN, dated: true }), ["2026-11-03 09:05   bob: hi"]);
});

Deno.test("viewLine() wraps tables under their second column", () => {
  const block: Line = { type: "block", rows: ["  /msg  write to people and more", "short"] };
  assertEquals(viewLine(block, { ...PLAIN, width: 24 }), ["  /msg  write to people", "        and more", "short"]);
});

Deno.test("a person has one colour, whatever the case of the nick", () => {
  assertEquals(personStyle("Bob"), personStyle("bob"));
  assert(new Set(["bob", "eve", "alice", "carol", "dave", "erin"].map(personStyle)).size > 2);
});

// deno-lint-ignore no-control-regex -- our own styles, and nothing else, may stand in a row
const OWN_STYLE = /\x1b\[[0-9;]+m/g;

Deno.test("no hostile text leaves a control character of its own in a row", () => {
  const hostile = fc.record({
    a: hostileText,
    b: hostileText,
    mine: fc.boolean(),
    width: fc.integer({ min: 5, max: 90 }),
  });
  fc.assert(fc.property(hostile, ({ a, b, mine, width }) => {
    const lines: Line[] = [
      said({ from: a, text: b, mine, room: b }),
      { ...direct, from: a, to: [b, a], text: b, mine },
      { ...direct, from: a, group: b, text: a, mine },
      { type: "shout", from: a, text: b, at: AT, mine },
      { type: "notice", text: a, at: Number.MAX_SAFE_INTEGER },
      { type: "block", rows: [a, b] },
    ];
    for (const line of lines) {
      for (const options of [PLAIN, { ...PLAIN, colour: true, width }]) {
        for (const row of viewLine(line, options)) {
          const bare = options.colour ? row.replaceAll(OWN_STYLE, "") : row;
          assert(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(bare), JSON.stringify(row));
        }
      }
    }
  }));
});

Deno.test("wrap() loses nothing but blanks and keeps to the width", () => {
  fc.assert(fc.property(hostileText, fc.integer({ min: 2, max: 30 }), (text, width) => {
    const clean = text.toWellFormed().replace(/\p{Cc}/gu, " ");
    const rows = wrap(clean, width);
    assertEquals(rows.join("").replace(/\s/g, ""), clean.replace(/\s/g, ""));
    for (const row of rows) assert(widthOf(row) <= width || [...row].length <= 2, JSON.stringify(row));
  }));
});
