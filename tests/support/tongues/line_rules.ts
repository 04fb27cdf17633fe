// What single lines say to people who have no client of ours, as events: the plain dialect's own, and what rides in
// the texts of the older systems.
import type { Fields } from "../script.ts";
import { codesOf } from "./refusal_words.ts";
import { type Heard, heard } from "./tongue.ts";

type Found = readonly string[];
type Rule = readonly [form: RegExp, read: (found: Found) => Heard];

const NICK = String.raw`([^\s:,]+)`;

function form(text: string): RegExp {
  return new RegExp(`^${text.replaceAll("NICK", NICK)}$`, "su");
}

/** A field only where there is something. */
function some(name: string, value: string | undefined): Fields {
  return value === undefined ? {} : { [name]: value };
}

function names(list: string | undefined): readonly string[] {
  return list === undefined || list === "" ? [] : list.split(", ").map((name) => name.replace(/ \(\w+\)$/, ""));
}

const member = (change: string) => ([, nick]: Found) => heard("member", { nick, change });

const RULES: readonly Rule[] = [
  [form("You are NICK on (\\S+)\\."), ([, nick, server]) => heard("welcome", { nick, server })],
  [form("- Bye"), () => heard("bye", { code: "quit" })],
  [
    form("- You are in (\\S+)( \\(private\\))?(?: [·-] topic: (.*?))? [·-] (?:nobody else is here yet|here: (.*))"),
    ([, room, hidden, topic = "", list]) =>
      heard("joined", { room, private: hidden !== undefined, topic, others: names(list) }),
  ],
  [
    form("- You are out of (\\S+) \\((\\w+)(?: by NICK)?(?:: (.*))?\\)"),
    ([, room, code, by, reason]) => heard("left", { room, code, ...some("by", by), ...some("reason", reason) }),
  ],
  [form("- You left ([Gg]roup\\S+)"), () => heard("ok")],
  [form("- You left (\\S+)"), ([, room]) => heard("left", { room })],
  [form("- You are called NICK now"), ([, nick]) => heard("ok", { nick })],
  [form("- You are (?:online|away|busy)(?:: .*)?"), () => heard("ok")],
  [form("- NICK is yours now: .*"), ([, nick]) => heard("ok", { nick })],
  [form("- NICK came in"), member("joined")],
  [form("NICK joined!"), member("joined")],
  [form("- NICK left"), member("left")],
  [form("NICK left!"), member("left")],
  [form("- NICK lost the connection"), member("dropped")],
  [
    form("- NICK was thrown out(?: by NICK)?(?:: (.*))?"),
    ([, nick, by, reason]) => heard("member", { nick, change: "kicked", ...some("by", by), ...some("reason", reason) }),
  ],
  [form("- NICK is called NICK now"), ([, nick, to]) => heard("member", { nick, change: "renamed", to })],
  [
    form("- NICK is (owner|moderator|member) now(?: by NICK)?"),
    ([, nick, role]) => heard("member", { nick, change: "role", role }),
  ],
  [
    form("- NICK is (online|away|busy|offline)(?:: (.*))?"),
    ([, nick, status, note = ""]) => heard(["status", "told"], { nick, status, note }),
  ],
  [form("- You are logged in as NICK"), ([, nick]) => heard("ok", { nick })],
  [form("- You are logged out, and a guest called NICK"), ([, nick]) => heard("ok", { nick })],
  [form("- \\S+: (?:topic|limit|private|password|invite|moderated) .*"), () => heard("ok")],
  [
    form("- NICK made ([Gg]roup\\S+): (.*?) [·-] write to it with \\S+ text"),
    ([, by, group, list]) => heard("group", { by, group, members: names(list) }),
  ],
  [
    form("- ([Gg]roup\\S+) is now: (.*?) [·-] write to it with \\S+ text"),
    ([, group, list]) => heard("group", { group, members: names(list) }),
  ],
  [
    form("- ([Gg]roup\\S+) is there: (.*?)(?: [·-] not here, so not in it: (.*))?"),
    ([, group, list, absent]) => heard("grouped", { group, members: names(list), absent: names(absent) }),
  ],
  [form("- ([Gg]roup\\S+) has ended"), ([, group]) => heard("ungrouped", { group })],
  [form("You are in no group: .*"), () => heard("groups", { groups: [] })],
  [form("- Nobody else is connected"), () => heard("shouted", { delivered: 0 })],
  [form("\\? Not reached: (.*)"), ([, list]) => heard("told", { missed: names(list) })],
  [form("\\? (?:Not (?:sent|done)[:.] )?(.*)"), ([, text = ""]) => heard("error", { text, codes: codesOf(text) })],
  [form("@ NICK to (.*?): (.*)"), ([, from, , text]) => heard("direct", { from, text })],
  [form("& ([Gg]roup\\S+) NICK: (.*)"), ([, group, from, text]) => heard("direct", { group, from, text })],
  [form("! NICK to all: (.*)"), ([, from, text]) => heard("shout", { from, text })],
  [
    form("(?:\\[(\\S+)\\] )?\\* NICK (.*)"),
    ([, room, from, text]) => heard("message", { ...some("room", room), from, text, kind: "action" }),
  ],
  [
    form("(?:\\[(\\S+)\\] )?NICK: (.*)"),
    ([, room, from, text]) => heard("message", { ...some("room", room), from, text, kind: "text" }),
  ],
  // What happened in a room and is kept there.
  [form("- (.*)"), ([, text]) => heard("message", { text, kind: "event" })],
];

/** A line as an event; `undefined` where it is none of ours. */
export function readLine(line: string): Heard | undefined {
  for (const [pattern, read] of RULES) {
    const found = pattern.exec(line);
    if (found) return read(found as Found);
  }
  return undefined;
}
