import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Decoded } from "../../lib/wire/dialect.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { assertSameOverCuts } from "../support/cuts.ts";

const encoder = new TextEncoder();

function decode(bytes: Uint8Array | string): readonly Decoded[] {
  const lines = typeof bytes === "string" ? encoder.encode(`${bytes}\n`) : bytes;
  return assertSameOverCuts(lines, () => nativeCodec().decoder);
}

function nested(levels: number): string {
  return `{"op":"quit","x":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
}

Deno.test.each<[string, string]>([
  ["hello", "bad-json"],
  ["  ", "bad-json"],
  ["{", "bad-json"],
  ['{"op":"quit"', "bad-json"],
  ['{"op":"quit"} {"op":"quit"}', "bad-json"],
  ["[]", "bad-json"],
  ['[{"op":"quit"}]', "bad-json"],
  ['"quit"', "bad-json"],
  ["null", "bad-json"],
  ["17", "bad-json"],
  ['\ufeff{"op":"quit"}', "bad-json"],
  ['{"op":"say","text":"tab\there"}', "bad-json"],
  [nested(9), "bad-json"],
  [nested(9).replace("{", '{"ref":"r",'), "bad-json, ref r"],
  ["{}", "unknown-op"],
  ['{"op":null}', "unknown-op"],
  ['{"op":5}', "unknown-op"],
  ['{"op":["say"]}', "unknown-op"],
  ['{"op":"SAY","text":"x"}', "unknown-op"],
  ['{"op":"constructor"}', "unknown-op"],
  ['{"op":"__proto__"}', "unknown-op"],
  ['{"op":"dance","ref":"r1"}', "unknown-op, ref r1"],
  ['{"op":"dance","ref":7}', "unknown-op"],
  ['{"op":"logon","password":"x"}', "unknown-op"],
  ['{"op":"quit","ref":7}', "bad-request, field ref"],
  ['{"op":"quit","ref":""}', "bad-request, field ref"],
  [`{"op":"quit","ref":"${"r".repeat(65)}"}`, "bad-request, field ref"],
  ['{"op":"quit","ref":["r"]}', "bad-request, field ref"],
  ['{"op":"hello"}', "bad-request, field nick"],
  ['{"op":"hello","nick":null,"ref":"r1"}', "bad-request, field nick, ref r1"],
  ['{"op":"hello","nick":5}', "bad-request, field nick"],
  ['{"op":"hello","nick":"a","v":"1"}', "bad-request, field v"],
  ['{"op":"hello","nick":"a","uid":7}', "bad-request, field uid"],
  ['{"op":"hello","nick":"a","resume":{}}', "bad-request, field resume"],
  ['{"op":"ping","t":1.5}', "bad-request, field t"],
  ['{"op":"ping","t":"1"}', "bad-request, field t"],
  ['{"op":"pong","t":1e400}', "bad-request, field t"],
  ['{"op":"rooms","after":5}', "bad-request, field after"],
  ['{"op":"rooms","match":false}', "bad-request, field match"],
  ['{"op":"create"}', "bad-request, field room"],
  ['{"op":"create","room":"r","limit":-1}', "bad-request, field limit"],
  ['{"op":"create","room":"r","limit":"5"}', "bad-request, field limit"],
  ['{"op":"create","room":"r","private":1}', "bad-request, field private"],
  ['{"op":"join","room":"r","after":-1}', "bad-request, field after"],
  ['{"op":"join","room":"r","after":9007199254740993}', "bad-request, field after"],
  ['{"op":"join","room":"r","last":2.5}', "bad-request, field last"],
  ['{"op":"join","room":"r","create":"yes"}', "bad-request, field create"],
  ['{"op":"leave","room":1}', "bad-request, field room"],
  ['{"op":"history"}', "bad-request, field room"],
  ['{"op":"history","room":"r","around":"x"}', "bad-request, field around"],
  ['{"op":"history","room":"r","before":true}', "bad-request, field before"],
  ['{"op":"history","room":"r","limit":1.1}', "bad-request, field limit"],
  ['{"op":"set","room":"r","invite":"yes"}', "bad-request, field invite"],
  ['{"op":"read","room":"r","seq":-1}', "bad-request, field seq"],
  ['{"op":"watch","off":0}', "bad-request, field off"],
  ['{"op":"say","ref":"r1"}', "bad-request, field text, ref r1"],
  ['{"op":"say","text":5}', "bad-request, field text"],
  ['{"op":"say","text":"x","kind":"event"}', "bad-request, field kind"],
  ['{"op":"tell","text":"x"}', "bad-request, field to"],
  ['{"op":"tell","text":"x","to":"bob"}', "bad-request, field to"],
  ['{"op":"tell","text":"x","to":["bob",5]}', "bad-request, field to"],
  ['{"op":"tell","text":"x","to":{"0":"bob"}}', "bad-request, field to"],
  ['{"op":"group","group":"groupX"}', "bad-request, field members"],
  ['{"op":"group","group":"groupX","members":[null]}', "bad-request, field members"],
  ['{"op":"status"}', "bad-request, field status"],
  ['{"op":"status","status":"dropped"}', "bad-request, field status"],
  ['{"op":"status","status":"busy","note":[]}', "bad-request, field note"],
  ['{"op":"search","text":"x","before":-5}', "bad-request, field before"],
  ['{"op":"say","__proto__":{"text":"x"}}', "bad-request, field text"],
])("NativeDecoder answers %s with %s", (line, expected) => {
  const [found, ...others] = decode(line);
  assertEquals(others, []);
  assert(found?.type === "faulty");
  const { code, field } = found.refusal;
  assertEquals([code, field && `field ${field}`, found.ref && `ref ${found.ref}`].filter(Boolean).join(", "), expected);
  assertMatch(found.refusal.text, /^[A-Z].* .*[^.]$/);
});

Deno.test.each<[string, Decoded]>([
  ['{"op":"say","text":"hi"}', { type: "command", command: { type: "say", text: "hi" } }],
  [' {"ref":"r1","text":"hi","op":"say"}\r', { type: "command", command: { type: "say", text: "hi" }, ref: "r1" }],
  ['{"op":"say","text":"hi","room":null,"ref":null}', { type: "command", command: { type: "say", text: "hi" } }],
  ['{"op":"quit","type":"say","toString":1,"__proto__":2}', { type: "command", command: { type: "quit" } }],
  ['{"op":"say","text":"a","text":"b"}', { type: "command", command: { type: "say", text: "b" } }],
  ['{"op":"join","room":"r","after":5.0,"last":2e1}', {
    type: "command",
    command: { type: "join", room: "r", after: 5, last: 20 },
  }],
  ['{"op":"hello","nick":"a","v":1.5}', { type: "command", command: { type: "hello", nick: "a", v: 1.5 } }],
  ['{"op":"ping","t":-7}', { type: "command", command: { type: "ping", t: -7 } }],
  [nested(8), { type: "command", command: { type: "quit" } }],
  [`{"op":"quit","ref":"${"😀".repeat(64)}"}`, { type: "command", command: { type: "quit" }, ref: "😀".repeat(64) }],
])("NativeDecoder reads %s", (line, expected) => assertEquals(decode(line), [expected]));

Deno.test("NativeDecoder reads on after a line that is too long or not UTF-8", () => {
  const long = `{"op":"say","text":"${"x".repeat(65_536)}"}\n`;
  const bytes = [...encoder.encode(long), 0x7b, 0xff, 0x7d, 10, ...encoder.encode('{"op":"quit"}\n')];
  const { decoder } = nativeCodec();
  decoder.feed(Uint8Array.from(bytes));
  const found = [decoder.next(), decoder.next(), decoder.next(), decoder.next()];
  assertEquals(found.map((one) => one?.type === "faulty" ? one.refusal.code : one?.type), [
    "line-too-long",
    "bad-json",
    "command",
    undefined,
  ]);
});

Deno.test("NativeDecoder takes the longest line, and nesting of any depth does not hurt it", () => {
  const head = '{"op":"say","text":"';
  const longest = `${head}${"x".repeat(65_536 - head.length - 2)}"}`;
  const { decoder } = nativeCodec();
  decoder.feed(encoder.encode(`${longest}\r\n${"[".repeat(65_000)}\n${nested(30_000)}\n`));
  assertEquals(decoder.next()?.type, "command");
  assertEquals(decoder.next()?.type, "faulty");
  assertEquals(decoder.next()?.type, "faulty");
});
