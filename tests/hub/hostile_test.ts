// Text that means harm, in every field that somebody else is shown: nothing that a terminal acts upon gets through the
// hub and the encoder. A short, seeded run of what was run a million times.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { cleanLine, cleanText } from "../../lib/chat/text.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { World } from "../support/hub_world.ts";

const RUNS = 20_000;
/** What a terminal, or a reader, may be made to do things by. */
const FOREIGN =
  // deno-lint-ignore no-control-regex -- these are the very characters that must not get through
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{M}{9}|[\ud800-\udbff](?![\udc00-\udfff])/u;
const PIECES = [
  ..."abcé世🙂 \n\t\r",
  ...["\x1b[2J", "\x1b]0;t\x07", "\x9b31m", "\x00", "\x07", "\x7f", "\x85", "\u202e", "\u2066", "\ud800", "\udfff"],
  ...["\u0301", "\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a", "\u200b\u0301", "\u034f", "\ufeff"],
  ...["\\u001b", '"', "\\", "{", "\u2028", "%s", "\x1bP", "\x1b_"],
];

function hostile(dice: Dice): string {
  return Array.from({ length: dice.whole(0, 23) }, () => PIECES[dice.whole(0, PIECES.length - 1)]).join("");
}

Deno.test("cleanText() and cleanLine() leave nothing that bites, and once is enough", () => {
  const dice = diceOf(4);
  for (let run = 0; run < RUNS; run++) {
    const text = hostile(dice);
    for (const clean of [cleanText, cleanLine]) {
      const cleaned = clean(text);
      assert(!FOREIGN.test(cleaned), JSON.stringify([text, cleaned]));
      assertEquals(clean(cleaned), cleaned);
    }
    assert(!/[\n\t\u2028\u2029]/.test(cleanLine(text)));
  }
});

Deno.test("whatever is written into whatever field, what others get has no foreign control character", () => {
  const dice = diceOf(5);
  const world = new World({ roomsPerClient: 3, operators: ["ann"] });
  const [ann, bob, eve] = [world.register("ann"), world.register("bob"), world.enter("eve")];
  for (const one of [ann, bob, eve]) world.ask(one, { type: "join", room: "tea", create: true });
  const codec = nativeCodec();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  world.onHeard = (_, { event, ref }) => {
    const line = decoder.decode(codec.encodeReply(event, ref));
    assert(line.endsWith("\n") && !/[\n\r]/.test(line.slice(0, -1)), line);
    JSON.parse(line, (key, value) => {
      for (const text of [key, value]) assert(typeof text !== "string" || !FOREIGN.test(text), line);
      return value;
    });
  };
  const kinds: ((text: string) => Command)[] = [
    (text) => ({ type: "say", room: "tea", text }),
    (text) => ({ type: "tell", to: ["bob", text], text }),
    (text) => ({ type: "tell", to: [text], text: "x" }),
    (text) => ({ type: "tell", to: ["bob"], text, kind: "notice" }),
    (text) => ({ type: "shout", text }),
    (text) => ({ type: "uid", uid: text }),
    (text) => ({ type: "leave", room: "tea", reason: text }),
    () => ({ type: "join", room: "tea" }),
    (text) => ({ type: "whois", nick: ["ann", "bob", "eve"][text.length % 3] ?? "ann" }),
    (text) => ({ type: "revoke", room: "tea", code: text }),
    (text) => ({ type: "search", room: "tea", text: "a", from: text }),
    () => ({ type: "who", room: "tea" }),
    (text) => ({ type: "status", status: "busy", note: text }),
    (text) => ({ type: "set", room: "tea", topic: text }),
    (text) => ({ type: "nick", nick: text }),
    (text) => ({ type: "create", room: text, topic: text }),
    (text) => ({ type: "join", room: text, create: true }),
    (text) => ({ type: "group", group: `group${text}`, members: [text, "bob", "eve"] }),
    (text) => ({ type: "ungroup", group: text }),
    (text) => ({ type: "kick", room: "tea", nick: text, reason: text }),
    (text) => ({ type: "mute", room: "tea", nick: "eve", reason: text }),
    (text) => ({ type: "ban", room: "tea", mask: text, reason: text }),
    (text) => ({ type: "unban", room: "tea", mask: text }),
    (text) => ({ type: "invite", room: "tea", nick: text }),
    (text) => ({ type: "whois", nick: text }),
    (text) => ({ type: "history", with: text }),
    (text) => ({ type: "role", room: "tea", nick: text, role: "moderator" }),
    (text) => ({ type: "search", room: "tea", text }),
    (text) => ({ type: "login", nick: text, password: text }),
    () => ({ type: "bans", room: "tea" }),
    () => ({ type: "history", room: "tea", limit: 5 }),
  ];
  for (let run = 0; run < RUNS / 4; run++) {
    const who = [ann, bob, eve][dice.whole(0, 2)] ?? ann;
    const kind = kinds[dice.whole(0, kinds.length - 1)];
    if (kind) world.ask(who, kind(hostile(dice)));
    world.mono += 100;
  }
  assertEquals(world.notices.filter(({ type }) => type === "fault"), []);
});
