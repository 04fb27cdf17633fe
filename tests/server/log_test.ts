import { assert, assertEquals } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import fc from "fast-check";
import { formatJson, formatPretty, type LogNotice } from "../../lib/server/log.ts";
import { hostileText } from "../support/arbitraries.ts";

const AT = Date.UTC(2030, 0, 2, 3, 4, 5, 6);
// deno-lint-ignore no-control-regex -- these are the very characters that must not be there
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

const notices: LogNotice[] = [
  { type: "connected", address: "10.0.0.1", connections: 2, total: 5 },
  { type: "disconnected", address: "10.0.0.1", nick: undefined, how: "dropped", connections: 1 },
  { type: "disconnected", address: "::1", nick: "bob", how: "exit", connections: 0 },
  { type: "welcomed", address: "10.0.0.1", nick: "bob", resumed: false },
  { type: "refused", address: "10.0.0.1", nick: "a b", code: "bad-nick" },
  { type: "gone", nick: "bob", how: "exit" },
  { type: "renamed", nick: "bob", to: "rob" },
  { type: "room-created", room: "tea", nick: "bob", private: true },
  { type: "room-joined", room: "tea", nick: "bob", members: 2 },
  { type: "room-left", room: "tea", nick: "bob", how: "left", members: 1 },
  { type: "room-ended", room: "tea" },
  { type: "room-changed", room: "tea", nick: "bob", what: "topic, limit" },
  { type: "group-made", group: "groupX", nick: "bob", count: 3, members: ["bob", "eve", "al"], absent: [] },
  { type: "group-shrunk", group: "groupX", nick: "bob", count: 2, members: ["eve", "al"] },
  { type: "group-ended", group: "groupX" },
  { type: "fault", what: "join", detail: "Error: no\n    at there" },
  { type: "message", status: 1, sender: "bob", receiver: "tea", sent: 3, text: "hi there" },
  { type: "trouble", what: "accept", detail: "Too many open files" },
  { type: "recovered", what: "history" },
  { type: "stopping", why: "SIGTERM" },
  { type: "stopped" },
  { type: "lines-lost", count: 4 },
];

/** The names of the fields of a pretty line; values are quoted where they hold blanks or signs. */
function prettyKeys(line: string): string[] {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return [...bare.matchAll(/(?:^| )([a-z]+)=/g)].map(([, key = ""]) => key);
}

Deno.test("pretty and JSON lines carry the same fields, coloured or not, with text or without", () => {
  for (const notice of notices) {
    for (const withText of [false, true]) {
      const { time, event, ...fields } = JSON.parse(formatJson(notice, AT, withText));
      const pretty = formatPretty(notice, AT, withText, false);
      assertEquals([time, event], ["2030-01-02T03:04:05.006Z", notice.type]);
      assertEquals(prettyKeys(pretty), Object.keys(fields), pretty);
      assertEquals(pretty.split(" ")[1], notice.type);
      assertEquals(stripAnsiCode(formatPretty(notice, AT, withText, true)).trimEnd(), pretty);
    }
  }
});

Deno.test("a message's text is logged only where it is wanted, else its length in characters", () => {
  const notice: LogNotice = { type: "message", status: 0, sender: "a", receiver: "b", sent: 0, text: "secret 😀" };
  for (const line of [formatJson(notice, AT, false), formatPretty(notice, AT, false, false)]) {
    assert(!line.includes("secret"), line);
  }
  assertEquals(JSON.parse(formatJson(notice, AT, false)).length, 8);
  assertEquals(JSON.parse(formatJson(notice, AT, true)).text, "secret 😀");
  assert(formatPretty(notice, AT, false, false).endsWith("message       status=0 sender=a receiver=b sent=0 length=8"));
  assert(formatPretty(notice, AT, true, false).endsWith('text="secret 😀"'));
});

Deno.test("whatever people are called and say, a line stays a line and holds no character that acts", () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, fc.boolean(), (sender, receiver, text, withText) => {
      const some: LogNotice[] = [
        { type: "message", status: 1, sender, receiver, sent: 1, text },
        { type: "refused", address: sender, nick: receiver, code: text },
        { type: "group-made", group: text, nick: sender, count: 1, members: [sender, receiver], absent: [text] },
        { type: "fault", what: sender, detail: text },
      ];
      for (const notice of some) {
        const json = formatJson(notice, AT, withText);
        assert(!HARMFUL.test(json), json);
        assertEquals(JSON.parse(json).event, notice.type);
        assert(!HARMFUL.test(formatPretty(notice, AT, withText, false)));
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("a name that looks like a field is quoted", () => {
  const line = formatPretty({ type: "gone", nick: "bob how=exit", how: "dropped" }, AT, false, false);
  assert(line.endsWith('nick="bob how=exit" how=dropped'), line);
  const list = formatPretty(
    { type: "group-shrunk", group: "g", nick: "", count: 1, members: ["a,b", 'c"d'] },
    AT,
    false,
    false,
  );
  assert(list.endsWith('nick="" count=1 members="a,b","c\\"d"'), list);
});
