import { assert, assertEquals } from "@std/assert";
import { ANSWER_LINE_BYTES_MAX, type DecodedEvent, EventDecoder } from "../../lib/wire/native_client.ts";
import { assertSameOverCuts, drain } from "../support/cuts.ts";

const PING = '{"op":"ping","t":5}\n';
const PINGED: DecodedEvent = { type: "event", event: { type: "ping", t: 5 } };

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function decode(text: string): readonly DecodedEvent[] {
  return assertSameOverCuts<DecodedEvent>(latin1(text), () => new EventDecoder());
}

Deno.test.each<[string, string]>([
  ["nothing", PING],
  ["a telnet server's probe", `\xff\xfb\x01\xff\xfd\x03${PING}`],
  ["lines of another dialect", `:server NOTICE * :hello\r\n\r\n${PING}`],
  ["a byte order mark", `\xef\xbb\xbf${PING}`],
  ["more than a line may hold", `${"x".repeat(2_000)}\n${"y".repeat(ANSWER_LINE_BYTES_MAX / 512)}${PING}`],
])("EventDecoder skips what precedes the first brace: %s", (_, text) => assertEquals(decode(text), [PINGED]));

Deno.test.each<[string, string]>([
  ["an op of a later version", '{"op":"novelty","t":"x"}\n'],
  ["an op named as a prototype", '{"op":"__proto__"}\n{"op":"constructor"}\n'],
  ["empty lines", "\r\n\n"],
])("EventDecoder says nothing of %s", (_, text) => assertEquals(decode(PING + text + PING), [PINGED, PINGED]));

Deno.test.each<[string, string]>([
  ["{", "A line is not a JSON object"],
  ["hello", "A line is not a JSON object"],
  ["[]", "A line is not a JSON object"],
  ["null", "A line is not a JSON object"],
  ['{"op":"ping","t":5}\xff', "A line is not UTF-8"],
  ["{}", "An event has no op"],
  ['{"op":7}', "An event has no op"],
  ['{"op":"ping"}', '"t" of "ping" is not an integer'],
  ['{"op":"ping","t":null}', '"t" of "ping" is not an integer'],
  ['{"op":"ping","t":1.5}', '"t" of "ping" is not an integer'],
  ['{"op":"pong","ref":7}', '"ref" of "pong" is not a string'],
  ['{"op":"said","room":"a","seq":-1,"at":5}', '"seq" of "said" is not an integer that is not negative'],
  ['{"op":"groups","groups":{}}', '"groups" of "groups" is not a list'],
  ['{"op":"groups","groups":[null]}', '"groups" of "groups" is not a list'],
  ['{"op":"groups","groups":[{"group":"g"}]}', '"groups" of "groups" is not a list'],
  ['{"op":"groups","groups":[{"group":"g","members":[5]}]}', '"groups" of "groups" is not a list'],
  ['{"op":"told","at":1,"delivered":[],"missed":[],"status":[]}', '"status" of "told" is not an object'],
  [
    '{"op":"told","at":1,"delivered":[],"missed":[],"status":{"bob":"cheerful"}}',
    '"status" of "told" is not an object',
  ],
  ['{"op":"status","nick":"a","status":"cheerful","note":""}', '"status" of "status" is not a status'],
  ['{"op":"person","nick":"a","change":"sang"}', '"change" of "person" is not one of came, gone, renamed, status'],
  ['{"op":"error","code":5,"text":"x"}', '"code" of "error" is not a string'],
  ['{"op":"welcome","v":2}', '"v" of "welcome" is not 1'],
])("EventDecoder finds malformed: %s", (line, detail) => {
  assertEquals(decode(`${PING}${line}\n${PING}`), [PINGED, { type: "malformed", detail }, PINGED]);
});

Deno.test("EventDecoder leaves out unknown fields, at every level", () => {
  const line =
    '{"op":"groups","more":1,"type":"x","groups":[{"group":"g","members":[],"of":"tea","__proto__":{"x":1}}]}\n';
  assertEquals(decode(line), [
    { type: "event", event: { type: "groups", groups: [{ group: "g", members: [] }] } },
  ]);
});

Deno.test("EventDecoder takes codes and kinds of later versions", () => {
  const line = '{"op":"error","code":"weak-password","text":"Choose a longer one"}\n' +
    '{"op":"message","room":"a","seq":1,"from":"b","text":"c","kind":"file","at":1,"file":{}}\n';
  assertEquals(decode(line).map((found) => found.type), ["event", "event"]);
});

Deno.test("EventDecoder takes the longest answer, and drops a line beyond its bound", () => {
  const decoder = new EventDecoder();
  const head = '{"op":"resume","resume":"';
  decoder.feed(latin1(`${head}${"x".repeat(ANSWER_LINE_BYTES_MAX - head.length - 2)}"}\n`));
  decoder.feed(latin1(`${head}${"x".repeat(ANSWER_LINE_BYTES_MAX)}`));
  decoder.feed(latin1(`"}\n${PING}`));
  const [longest, dropped, after] = drain<DecodedEvent>(decoder);
  assert(longest?.type === "event");
  assertEquals(dropped, { type: "malformed", detail: "A line is too long" });
  assertEquals(after, PINGED);
});
