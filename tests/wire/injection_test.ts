// What is text in one dialect is nothing else in another: each hostile text, in the very bytes of its dialect, arrives at
// one of every dialect as this one message, and nothing comes with it.
import { assertEquals } from "@std/assert";
import { FakeWorld } from "../support/fake_world.ts";
import { TONGUES } from "../support/tongues/all.ts";
import type { Heard, Speaker, Tongue } from "../support/tongues/tongue.ts";

const NONE: readonly string[] = [];

/** Somebody called `eve` of a dialect, who sends bytes. */
const ENTRANCES = {
  native: ['{"op":"hello","nick":"eve"}\n{"op":"join","room":"lobby"}\n'],
  irc: ["NICK eve\r\nUSER eve 0 * :eve\r\nJOIN #lobby\r\n"],
  plain: ["eve\n/join lobby\n"],
  nickprompt: ["eve: /nick\r", "eve"],
  classchat: ["eve"],
  muca: ['{"CMD": "JOIN", "UN": "eve", "UID": "eve@hku.hk"}'],
} as const;

function say(text: string): string {
  return `${JSON.stringify({ op: "say", text })}\n`;
}

function muca(text: string): string {
  return JSON.stringify({ CMD: "SEND", MSG: text, TO: ["#lobby"], FROM: "eve" });
}

type Case = readonly [from: keyof typeof ENTRANCES, bytes: string | Uint8Array, texts: readonly string[]];

const CASES: readonly Case[] = [
  ["native", say("a\r\nQUIT :x"), ["a\nQUIT :x"]],
  ["native", say("a\rJOIN #b"), ["aJOIN #b"]],
  ["native", say('}{"CMD": "ACK", "TYPE": "FAIL"}{'), ['}{"CMD": "ACK", "TYPE": "FAIL"}{']],
  ["native", say("NICK"), ["NICK"]],
  ["native", say("x\nNICK"), ["x\nNICK"]],
  ["native", say("FORWARD bob\nContent-length: 1\n\nx"), ["FORWARD bob\nContent-length: 1\n\nx"]],
  ["native", say("ERROR 103 Header Incomplete\n\n"), ["ERROR 103 Header Incomplete\n\n"]],
  ["native", say("Username is taken. Use another name."), ["Username is taken. Use another name."]],
  ["native", say("\u001b[2J\u009b31m\u0007\u00ff"), ["[2J31m\u00ff"]],
  ["native", say("\u0001ACTION jumps\u0001"), ["ACTION jumps"]],
  ["native", say("<ada> : hi"), ["<ada> : hi"]],
  ["native", say("ada>>hi"), ["ada>>hi"]],
  ["native", say("x\u2028- ada left"), ["x\u2028- ada left"]],
  ["native", say("\u202eevil \ud83d"), ["evil \ufffd"]],
  ["native", '{"op":"say","text":"a"}\r\n{"op":"say","text":"b"}\n', ["a", "b"]],
  ["irc", "PRIVMSG #lobby :hi\x1b[2J}{\r\n", ["hi[2J}{"]],
  ["irc", "PRIVMSG #lobby :NICK\r\n", ["NICK"]],
  ["irc", "PRIVMSG #lobby :\x01DCC SEND a 1 2 3\x01\r\n", NONE],
  ["irc", 'PRIVMSG #lobby :{"op":"quit"}\r\n', ['{"op":"quit"}']],
  ["irc", "PRIVMSG #lobby :SEND ALL\r\n\r\nPRIVMSG #lobby ::x\r\n", ["SEND ALL", ":x"]],
  ["plain", "hi\x1b[2J\x07\n", ["hi[2J"]],
  ["plain", "PRIVMSG #lobby :hi\r\n", ["PRIVMSG #lobby :hi"]],
  ["plain", Uint8Array.of(104, 105, 255, 244, 255, 253, 1, 33, 10), ["hi!"]],
  ["plain", "//NICK\n", ["/NICK"]],
  ["plain", "a}{b\n", ["a}{b"]],
  ["nickprompt", "eve: hi\r\nQUIT :x", ["hi\nQUIT :x"]],
  ["nickprompt", "eve: }{", ["}{"]],
  ["nickprompt", "eve: <ada> in groupX: hi", ["<ada> in groupX: hi"]],
  ["classchat", "eve>/say NICK", ["NICK"]],
  ["classchat", "eve>/say a\r\nFORWARD bob\r\n", ["a\nFORWARD bob"]],
  ["classchat", "eve>/say \x1b]0;title\x07", ["]0;title"]],
  ["muca", muca("a\r\nQUIT :x\n"), ["a\nQUIT :x"]],
  ["muca", muca("}{\n"), ["}{"]],
  ["muca", muca("NICK\n") + muca("\u001b[H\n"), ["NICK", "[H"]],
];

async function enter(world: FakeWorld, tongue: Tongue, all: Speaker[]): Promise<void> {
  const speaker = tongue.open(world);
  all.push(speaker);
  speaker.say({ type: "hello", nick: `by${tongue.name}` });
  await pass(world, all);
  if (!tongue.entersLobby) speaker.say({ type: "join", room: "lobby" });
  await pass(world, all);
}

async function pass(world: FakeWorld, all: readonly Speaker[]): Promise<void> {
  do {
    await world.advance(2_000);
  } while (all.filter((speaker) => speaker.respond()).length > 0);
}

/** What some terminals would take for a new line is one, or none. */
const SEPARATOR: Readonly<Record<string, string>> = { plain: "\n", nickprompt: "\n", classchat: " ", iitd: " " };

/** What somebody is shown of a message in the lobby. */
function shown(tongue: Tongue, text: string, type: "message" | "shout" = "message"): readonly string[] {
  // What is no letter of ASCII shows as its likeness there, and has tests of its own.
  const seen = tongue.name === "nickprompt" ? text.replace("\u00ff", "y").replace("\ufffd", "?") : text;
  const lines = seen.replace("\u2028", SEPARATOR[tongue.name] ?? "\u2028");
  const found = tongue.shows({ type, fields: { from: "eve", text: lines } }, undefined);
  if ("silent" in found || "differs" in found) throw new Error(`${tongue.name} does not show ${JSON.stringify(text)}`);
  // Empty lines are not sent by themselves.
  return found.map(({ fields }) => String(fields.text)).filter((line) => line !== "");
}

function textIn(one: Heard, type: "message" | "shout" = "message"): string {
  if (!one.types.includes(type) || one.fields.from !== "eve") {
    throw new Error(`More was heard: ${JSON.stringify(one)}`);
  }
  return String(one.fields.text);
}

Deno.test.each(CASES)("from %s: %j is heard as %j, and nothing else", async (from, bytes, texts) => {
  await using world = await FakeWorld.start("--ping", "3600000");
  const all: Speaker[] = [];
  for (const tongue of TONGUES) await enter(world, tongue, all);
  const eve = world.dial("auto", "127.0.0.1");
  for (const packet of ENTRANCES[from]) {
    eve.send(packet);
    await pass(world, all);
  }
  for (const speaker of all) speaker.heard();
  eve.send(bytes);
  await pass(world, all);
  for (const [index, tongue] of TONGUES.entries()) {
    const heard = all[index]?.heard().map((one) => textIn(one)) ?? [];
    const wanted = texts.flatMap((text) => shown(tongue, text));
    if (tongue.name.startsWith("irc")) assertEquals(heard.filter((line) => line.trim() !== ""), wanted, tongue.name);
    else assertEquals(heard, wanted, tongue.name);
  }
  assertEquals(all.every(({ ended }) => !ended), true);
});

Deno.test.each(CASES.filter(([from]) => from === "native"))(
  "to all, from %s: %j is heard as %j",
  async (_from, bytes, texts) => {
    await using world = await FakeWorld.start("--ping", "3600000");
    const all: Speaker[] = [];
    for (const tongue of TONGUES) await enter(world, tongue, all);
    const eve = world.dial("native", "127.0.0.1");
    eve.send('{"op":"hello","nick":"eve"}\n');
    await pass(world, all);
    for (const speaker of all) speaker.heard();
    eve.send(String(bytes).replaceAll('"op":"say"', '"op":"shout"'));
    await pass(world, all);
    for (const [index, tongue] of TONGUES.entries()) {
      const heard = all[index]?.heard().map((one) => textIn(one, "shout")) ?? [];
      const wanted = texts.flatMap((text) => shown(tongue, text, "shout"));
      assertEquals(heard.filter((line) => line.trim() !== ""), wanted, tongue.name);
    }
  },
);

Deno.test("from iitd: a body that looks like another message is one text", async () => {
  await using world = await FakeWorld.start("--ping", "3600000");
  const all: Speaker[] = [];
  for (const tongue of TONGUES) await enter(world, tongue, all);
  const iitd = all.at(-1);
  const text = "a\n\nSEND ALL\nContent-length: 1\n\nx\r\nNICK";
  for (const speaker of all) speaker.heard();
  iitd?.say({ type: "say", text });
  await pass(world, all);
  for (const [index, tongue] of TONGUES.entries()) {
    const heard = all[index]?.heard() ?? [];
    if (tongue.name === "iitd") {
      assertEquals(heard, [{ types: ["said", "told", "shouted"], fields: {} }]);
      continue;
    }
    const found = tongue.shows({ type: "message", fields: { text: text.replace("\r", "") } }, undefined);
    const wanted = "silent" in found || "differs" in found ? [] : found.map(({ fields }) => fields.text);
    // A blank line is shown as one, or not at all.
    const isBlank = (line: unknown) => String(line).trim() === "";
    assertEquals(
      heard.map(({ fields }) => fields.text).filter((line) => !isBlank(line)),
      wanted.filter((line) => !isBlank(line)),
    );
  }
});
