// Texts to lines: 512 bytes, whole characters, nothing lost, nothing that begins a line of its own.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeText, harmless } from "../../../lib/wire/irc/bytes.ts";
import { encodeEntries } from "../../../lib/wire/irc/entries.ts";
import { fitsBytes, utf8Length } from "../../../lib/wire/irc/length.ts";
import { parseMessage, withTag } from "../../../lib/wire/irc/message.ts";
import { clip, splitText } from "../../../lib/wire/irc/split.ts";
import { parseText, textLines } from "../../../lib/wire/irc/texts.ts";
import { cleanText } from "../../../lib/chat/text.ts";
import { split } from "./alone.ts";

const encoder = new TextEncoder();
/** Texts of every kind: plain, with marks, emoji, lone surrogates, control characters. */
const texts = fc.string({ unit: "binary", maxLength: 600 });
const wellFormed = texts.map((text) => text.toWellFormed());

Deno.test("property: the pieces of a text are the text, fit, and cut no character", () => {
  fc.assert(fc.property(wellFormed, fc.integer({ min: 4, max: 300 }), (text, most) => {
    const pieces = splitText(text, most);
    assertEquals(pieces.join(""), text);
    for (const piece of pieces) {
      assert(encoder.encode(piece).length <= most, `${piece} takes more than ${most}`);
      assert(piece.isWellFormed(), "no pair is cut");
    }
  }));
});

Deno.test("property: lengths are those of the encoder", () => {
  fc.assert(fc.property(texts, fc.nat(900), (text, most) => {
    const length = encoder.encode(text).length;
    assertEquals(utf8Length(text), length);
    assertEquals(fitsBytes(text, most), length <= most);
    assertEquals([...encodeText(text)], [...encoder.encode(text)]);
    assert(encoder.encode(clip(text, Math.max(4, most))).length <= Math.max(4, most));
  }));
});

Deno.test("property: a clean text comes back from its lines", () => {
  fc.assert(fc.property(texts, fc.constantFrom("text", "action"), fc.nat(15), (typed, kind, traits) => {
    const text = cleanText(typed);
    fc.pre(text !== "");
    const entry = { seq: 1, from: "ada", text, kind, at: 1_700_000_000_000 };
    const { bytes, ends } = encodeEntries("tea", [entry, entry], traits);
    const lines = split(bytes);
    assertEquals(ends[1], bytes.length);
    assertEquals(split(bytes.subarray(0, ends[0])).length * 2, lines.length);
    const rows: string[] = [];
    for (const line of lines.slice(0, lines.length / 2)) {
      const body = line[0] === "@" ? line.slice(line.indexOf(" ") + 1) : line;
      assert(encoder.encode(body).length <= 510, "no line is too long");
      assert(body.startsWith(":ada!~u@parley PRIVMSG #tea :"), body);
      const written = parseText(parseMessage(body)?.params[1] ?? "");
      assert(written.type === kind, `${written.type} of ${kind}`);
      rows.push(written.text);
    }
    // A row that was cut goes on in the next line; empty ones are blanks.
    const expected = text.split("\n").map((row) => row || " ").join("");
    assertEquals(rows.join(""), expected);
  }));
});

Deno.test.each(
  [
    ["family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}", 14, ["family ", "\u{1f468}\u200d\u{1f469}", "\u200d\u{1f467}"]],
    ["e\u0301e\u0301e\u0301", 5, ["e\u0301", "e\u0301", "e\u0301"]],
    ["one two three", 9, ["one two ", "three"]],
    ["x".repeat(10), 4, ["xxxx", "xxxx", "xx"]],
  ] as const,
)("%j in pieces of %i", (text, most, pieces) => {
  assertEquals(splitText(text, most).join(""), text);
  if (!text.startsWith("family")) assertEquals(splitText(text, most), pieces);
  else assert(splitText(text, most).every((piece) => !/^\u200d/.test(piece) || piece.length < 14));
});

Deno.test.each(
  [
    ["a\r\nQUIT :x", ["a", "QUIT :x"]],
    ["a\rQUIT", ["a", "QUIT"]],
    ["a\n\nb", ["a", " ", "b"]],
    ["a\0b", ["a b"]],
    ["\x01DCC SEND x\x01", ["DCC SEND x"]],
    ["", [" "]],
  ] as const,
)("%j stays in messages of its own", (text, rows) => {
  assertEquals(textLines(":a PRIVMSG #b :", text), rows.map((row) => `:a PRIVMSG #b :${row}`));
});

Deno.test("harmless() leaves no end of a line in a line", () => {
  assertEquals(harmless("a\r\n\0b"), "a b");
  assertEquals(harmless("plain"), "plain");
});

Deno.test.each(
  [
    ["  PING  a  :b c ", "PING", ["a", "b c "]],
    [":source ping :", "PING", [""]],
    ["@a=b;c :src CMD", "CMD", []],
    ["CMD " + Array.from({ length: 17 }, (_, index) => index).join(" "), "CMD", [
      ...Array.from({ length: 14 }, (_, index) => String(index)),
      "14 15 16",
    ]],
    ["NICK a:b", "NICK", ["a:b"]],
  ] as const,
)("parseMessage(%j)", (line, verb, params) => {
  const message = parseMessage(line);
  assertEquals([message?.verb, message?.params], [verb, [...params]]);
});

Deno.test.each(["", "   ", "@tag", "@tag ", ":source", ":source  "])("nothing is in %j", (line) => {
  assertEquals(parseMessage(line), undefined);
});

Deno.test("tags are put before those that are there", () => {
  assertEquals([withTag("PING", "a=1"), withTag("@b=2 PING", "a=1")], ["@a=1 PING", "@a=1;b=2 PING"]);
});

Deno.test.each(
  [
    ["a family", "👨‍👩‍👧‍👦"],
    ["a flag", "🇩🇪"],
    ["a key", "7️⃣"],
    ["a skin", "👍🏽"],
    ["letters with marks", "e\u0301\u0323"],
    ["Korean in parts", "\u1112\u1161\u11ab"],
  ] as const,
)("%s is never cut, wherever a line ends", (_what, cluster) => {
  const bytes = new TextEncoder().encode(cluster).length;
  const text = cluster.repeat(40);
  for (let most = bytes; most < bytes + 12; most++) {
    const pieces = splitText(text, most);
    assertEquals(pieces.join(""), text);
    for (const piece of pieces) assertEquals(piece.length % cluster.length, 0, JSON.stringify(piece));
  }
});
