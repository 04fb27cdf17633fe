import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { fold, isReserved, parseGroup, parseNick, parseRoom, skeleton } from "../../lib/chat/names.ts";
import { group, nick, room } from "../support/arbitraries.ts";

const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), nick, fc.string({ unit: "grapheme" }));

Deno.test.each([
  ["Bob", "bob"],
  ["STRASSE", "strasse"],
  ["Straße", "strasse"],
  ["STRAẞE", "strasse"],
  ["\u{FB01}sh", "fish"], // a ligature folds to its letters
  ["ΟΔΟΣ", "οδοσ"], // the last sigma of a word is no other letter
  ["οδος", "οδοσ"],
  ["ｂｏｂ", "bob"], // full width
  ["𝐛𝐨𝐛", "bob"],
  ["e\u0301", "\u00e9"],
  ["É", "é"],
  ["a\ufe0fb\u3164", "ab"], // a variation selector and a filler show nothing
  ["ИВАН", "иван"],
  ["ꭰ", "Ꭰ".toLowerCase()],
  ["", ""],
])("fold(%s) is %s", (name, folded) => assertEquals<string>(fold(name), folded));

Deno.test("fold() changes nothing the second time", () => {
  fc.assert(fc.property(anyText, (text) => assertEquals(fold(fold(text)), fold(text))));
});

Deno.test("fold() and skeleton() settle for every letter, mark and digit", () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const name = `a${String.fromCodePoint(point)}b`;
    if (!/[\p{L}\p{M}\p{Nd}]/u.test(name.slice(1, -1))) continue;
    const folded = fold(name);
    if (fold(folded) !== folded) assertEquals(fold(folded), folded, point.toString(16));
    const look = skeleton(name);
    if (skeleton(look) !== look) assertEquals(skeleton(look), look, point.toString(16));
  }
});

Deno.test("fold() makes no difference between cases", () => {
  fc.assert(fc.property(nick, (name) => {
    assertEquals(fold(name.toUpperCase()), fold(name));
    assertEquals(fold(name.toLowerCase()), fold(name));
  }));
});

Deno.test.each([
  ["paul", "р\u0430ul"], // Cyrillic er and a
  ["paul", "Paul"],
  ["Paul", "PauI"], // a capital I
  ["Paul", "Pau1"],
  ["paul", "pau|"],
  ["PAUL", "РАUL"],
  ["max", "\u039cax"], // a Greek capital mu
  ["tom", "torn"],
  ["b0b", "bOb"],
  ["bob", "b\u03bfb"], // a Greek omicron
  ["l1l1", "I|Il"],
  ["a`b", "a'b"],
  ["jose\u0301", "jos\u00e9"],
  ["bob", "bo\u034fb"], // a joiner that shows nothing
  ["scope", "ѕсоре"],
])("skeleton() takes %s for %s", (name, other) => assertEquals(skeleton(name), skeleton(other)));

Deno.test.each([["bob", "rob"], ["jose", "josé"], ["user1", "user2"], ["alice", "аliсia"], ["user10", "user11"]])(
  "skeleton() tells %s from %s",
  (name, other) => assertNotEquals(skeleton(name), skeleton(other)),
);

Deno.test("skeleton() changes nothing the second time, and does not depend on the normal form", () => {
  fc.assert(fc.property(anyText, (text) => {
    assertEquals(skeleton(skeleton(text)), skeleton(text));
    assertEquals(skeleton(text.normalize("NFD")), skeleton(text));
  }));
});

Deno.test.each<[string, string | undefined]>([
  ["alice", "alice"],
  ["_", "_"],
  ["7up", "7up"],
  ["x-_.'[]\\`^{}|", "x-_.'[]\\`^{}|"],
  ["李雷", "李雷"],
  ["Ångström", "Ångström"],
  ["A\u030angstro\u0308m", "Ångström"], // stored in NFC
  ["__proto__", "__proto__"],
  ["a".repeat(32), "a".repeat(32)],
  ["𝒜".repeat(32), "𝒜".repeat(32)],
  ["한".repeat(32).normalize("NFD"), "한".repeat(32)],
  ["", undefined],
  ["a".repeat(33), undefined],
  ["𝒜".repeat(33), undefined],
  ["한".repeat(33).normalize("NFD"), undefined],
  ["-bob", undefined],
  [".bob", undefined],
  ["'bob", undefined],
  ["[bob]", undefined],
  ["\u0301bob", undefined], // begins with a mark
  ["bob bob", undefined],
  ["bob\u00a0bob", undefined],
  ["bob\n", undefined],
  ["bob\0", undefined],
  ["#bob", undefined],
  ["bob!", undefined],
  ["bob,eve", undefined],
  ["bob😀", undefined],
  ["bob\u202e", undefined],
  ["bob\u200d", undefined],
  ["bob\ud800", undefined],
  ["\u3164", undefined], // a letter that shows nothing
  ["\u3164\u115f\u1160", undefined],
  ["bob\u3164\u3164", undefined],
  ["bob\uffa0quit", undefined],
  ["\u037a", undefined], // folds to a blank and a letter
  ["\ufdfa", undefined], // folds to several words
])("parseNick(%s) is %s", (text, name) => assertEquals<string | undefined>(parseNick(text), name));

Deno.test.each<[string, string | undefined]>([
  ["lobby", "lobby"],
  ["a".repeat(64), "a".repeat(64)],
  ["-", "-"],
  ["2024.q1_plans", "2024.q1_plans"],
  ["a".repeat(65), undefined],
  ["", undefined],
  ["#lobby", undefined],
  ["two words", undefined],
  ["it's", undefined],
  ["a/b", undefined],
  ["\u3164", undefined],
])("parseRoom(%s) is %s", (text, name) => assertEquals<string | undefined>(parseRoom(text), name));

Deno.test.each<[string, string | undefined]>([
  ["groupX", "groupX"],
  ["GroupX", "GroupX"],
  ["group-1", "group-1"],
  [`group${"x".repeat(32)}`, `group${"x".repeat(32)}`],
  [`group${"x".repeat(33)}`, undefined],
  ["group", undefined],
  ["groups of us", undefined],
  ["agroup", undefined],
  ["team", undefined],
  ["group\u3164", undefined],
  ["group\u0301x", undefined], // the p and its accent are one letter
])("parseGroup(%s) is %s", (text, name) => assertEquals<string | undefined>(parseGroup(text), name));

Deno.test("parseNick(), parseRoom() and parseGroup() take what keeps the rules, and their own answers again", () => {
  for (const [parse, names] of [[parseNick, nick], [parseRoom, room], [parseGroup, group]] as const) {
    fc.assert(fc.property(names, (text) => {
      const name = parse(text);
      assert(name !== undefined || text.startsWith("group\u0301"), `refused ${JSON.stringify(text)}`);
      if (name !== undefined) assertEquals<string | undefined>(parse(name), name);
    }));
  }
});

Deno.test("parseNick() gives what folds to a name and stays in NFC", () => {
  fc.assert(fc.property(anyText, (text) => {
    const name = parseNick(text);
    if (name === undefined) return;
    assertEquals(name.normalize("NFC"), name);
    assertNotEquals<string>(fold(name), "");
  }));
});

Deno.test.each([
  ["all", true],
  ["Everyone", true],
  ["SERVER", true],
  ["system", true],
  ["here", true],
  ["ｓｙｓｔｅｍ", true],
  ["\u0430ll", true], // a Cyrillic a
  ["a11", true],
  ["AII", true],
  ["SYSTEM", true],
  ["ſystem", true], // a long s looks like an f, but folds to an s
  ["alls", false],
  ["alice", false],
])("isReserved(%s) is %s", (text, reserved) => {
  const name = parseNick(text);
  assert(name !== undefined);
  assertEquals(isReserved(name), reserved);
});
