import { assertEquals } from "@std/assert";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";
import { operator } from "../support/operator.ts";

const QUIET = 400;

interface Person {
  readonly send: FakePeer;
  readonly receive: FakePeer;
}

async function register(world: FakeWorld, name: string): Promise<Person> {
  const send = world.dial("auto");
  send.send(`REGISTER TOSEND ${name}\n\n`);
  await world.settle();
  assertEquals(send.heard(), [`REGISTERED TOSEND ${name}\n\n`]);
  const receive = world.dial("iitd");
  receive.send(`REGISTER TORECV ${name}\n\n`);
  await world.advance(QUIET);
  assertEquals(receive.heard(), [`REGISTERED TORECV ${name}\n\n`]);
  return { send, receive };
}

function message(to: string, text: string): string {
  return `SEND ${to}\nContent-length: ${[...text].length}\n\n${text}`;
}

function forward(from: string, text: string): string {
  return `FORWARD ${from}\nContent-length: ${[...text].length}\n\n${text}`;
}

/** All that is forwarded, each confirmed as it comes. */
async function forwards(world: FakeWorld, { receive }: Person): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    await world.settle();
    const heard = receive.heard();
    if (heard.length === 0) return all;
    assertEquals(heard.length, 1, "one at a time");
    all.push(...heard);
    receive.send("RECEIVED somebody\n\n");
  }
}

Deno.test("iitd: one person with two sockets is one in the room, once both are there", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const ann = await register(world, "ann");
  const joined = ada.heard().join("").trim().split("\n");
  assertEquals(joined.length, 1);
  assertEquals(JSON.parse(joined[0] ?? "").nick, "ann");
  ann.receive.end();
  await world.advance(QUIET);
  assertEquals(ann.send.closed, true);
  assertEquals(ada.heard().join("").includes('"left"'), true);
});

Deno.test("iitd: nothing is forwarded in the time that the client needs after its registration", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const send = world.dial("auto");
  send.send("REGISTER TOSEND ann\n\n");
  await world.settle();
  const receive = world.dial("auto");
  receive.send("REGISTER TORECV ann\n\n");
  await world.settle();
  ada.send('{"op":"shout","text":"hi"}\n');
  await world.advance(1_000);
  const [first, second] = receive.writes;
  assertEquals((second?.mono ?? 0) - (first?.mono ?? 0) >= 100, true);
});

Deno.test.each([
  ["a-b", "ERROR 100 Malformed username\n\n"],
  ["two words", "ERROR 100 Malformed username\n\n"],
  ["", "ERROR 100 Malformed username\n\n"],
  ["ada", "ERROR 100 Malformed username\n\n"],
  ["everyone", "ERROR 100 Malformed username\n\n"],
])("iitd: the name %j is refused", async (name, error) => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const peer = world.dial("auto");
  peer.send(`REGISTER TOSEND ${name}\n\n`);
  await world.advance(QUIET);
  assertEquals([peer.heard(), peer.halfClosed, ada.closed], [[error], true, false]);
});

Deno.test("iitd: a second socket that nobody awaits is refused", async () => {
  await using world = await FakeWorld.start();
  const ann = await register(world, "ann");
  for (const [name, address] of [["zed", "10.0.0.1"], ["ann", "10.0.0.1"]] as const) {
    const peer = world.dial("auto", address);
    peer.send(`REGISTER TORECV ${name}\n\n`);
    await world.advance(QUIET);
    assertEquals([peer.heard(), peer.halfClosed], [["ERROR 101 No user registered\n\n"], true]);
  }
  const send = world.dial("auto");
  send.send("REGISTER TOSEND bob\n\n");
  await world.settle();
  const stranger = world.dial("auto", "10.0.0.9");
  stranger.send("REGISTER TORECV bob\n\n");
  await world.advance(QUIET);
  assertEquals(stranger.heard(), ["ERROR 101 No user registered\n\n"]);
  assertEquals(ann.send.closed, false);
});

Deno.test("iitd: each message is answered alone, at once, in the very bytes", async () => {
  await using world = await FakeWorld.start();
  const ann = await register(world, "ann");
  const ask = async (text: string) => {
    ann.send.send(text);
    await world.settle();
    return ann.send.heard();
  };
  assertEquals(await ask(message("ALL", "anybody?")), ["ERROR 102 Unable to send\n\n"]);
  const ada = await world.native("ada");
  const other = await register(world, "zoë");
  assertEquals(await ask(message("ALL", "grüße")), ["SEND ALL\n\n"]);
  assertEquals(await ask(message("ada", "psst")), ["SEND ada\n\n"]);
  assertEquals(await ask(message("#lobby", "to the room")), ["SEND #lobby\n\n"]);
  assertEquals(await ask(message("nobody", "hi")), ["ERROR 102 Unable to send\n\n"]);
  assertEquals(await ask(message("#nowhere", "hi")), ["ERROR 102 Unable to send\n\n"]);
  assertEquals(await ask(message("not a name", "hi")), ["ERROR 102 Unable to send\n\n"]);
  assertEquals(await ask("SEND ada\nLength: 4\n\n"), ["ERROR 103 Header Incomplete\n\n"]);
  assertEquals(await ask("SEND ada\nContent-length: x\n\n"), ["ERROR 103 Header Incomplete\n\n"]);
  assertEquals(await forwards(world, other), [forward("ann", "grüße"), forward("#lobby/ann", "to the room")]);
  const heard = ada.heard().join("").trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(heard.filter(({ text }) => text).map(({ op, text }) => [op, text]), [
    ["shout", "grüße"],
    ["direct", "psst"],
    ["message", "to the room"],
  ]);
});

Deno.test("iitd: a message is whole with its last code point, wherever it is cut", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const ann = await register(world, "ann");
  const bytes = new TextEncoder().encode(message("ada", "ü€😀"));
  for (let cut = 1; cut < bytes.length; cut++) {
    ann.send.send(bytes.subarray(0, cut));
    await world.settle();
    assertEquals(ann.send.heard(), [], `cut after ${cut}`);
    ann.send.send(bytes.subarray(cut));
    await world.settle();
    assertEquals(ann.send.heard(), ["SEND ada\n\n"], `cut after ${cut}`);
  }
  ann.send.send(bytes);
  ann.send.send(bytes);
  await world.settle();
  const texts = ada.heard().join("").trim().split("\n").filter((line) => line.includes("direct"));
  assertEquals(texts.length, bytes.length + 1);
  assertEquals(texts.every((line) => JSON.parse(line).text === "ü€😀"), true);
});

Deno.test("iitd: the next is forwarded only when the last is confirmed, or after five seconds", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const { receive } = await register(world, "ann");
  for (const text of ["one", "two", "three"]) ada.send(`{"op":"say","text":"${text}"}\n`);
  await world.advance(1_000);
  assertEquals(receive.heard(), [forward("#lobby/ada", "one")]);
  receive.send("RECEIVED #lobby/a");
  await world.settle();
  assertEquals(receive.heard(), []);
  receive.send("da\n");
  receive.send("\n");
  await world.settle();
  assertEquals(receive.heard(), [forward("#lobby/ada", "two")]);
  await world.advance(4_900);
  assertEquals(receive.heard(), []);
  await world.advance(200);
  assertEquals(receive.heard(), [forward("#lobby/ada", "three")]);
  receive.send("ERROR 103 Header Incomplete\n\n");
  await world.settle();
  assertEquals(receive.heard(), []);
});

Deno.test("iitd: texts of several lines come as several messages; long ones in parts; nothing can look like a header", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const ann = await register(world, "ann");
  ada.send(`{"op":"say","text":"a\\n\\nFORWARD b\\r\\n\\tc"}\n`);
  await world.settle();
  assertEquals(await forwards(world, ann), [
    forward("#lobby/ada", "a"),
    forward("#lobby/ada", "FORWARD b"),
    forward("#lobby/ada", " c"),
  ]);
  const long = "wört ".repeat(700).trim();
  ada.send(`{"op":"say","text":"${long}"}\n`);
  await world.settle();
  const parts = await forwards(world, ann);
  assertEquals(parts.every((part) => new TextEncoder().encode(part).length <= 1_400), true);
  assertEquals(parts.map((part) => part.split("\n\n")[1]).join(" "), long);
});

Deno.test("iitd: commands go to @server, and its answers come from there", async () => {
  await using world = await FakeWorld.start();
  const ann = await register(world, "ann");
  ann.send.send(message("server", "/create garden"));
  await world.settle();
  assertEquals(ann.send.heard(), ["SEND server\n\n"]);
  assertEquals((await forwards(world, ann))[0]?.split("\n")[0], "FORWARD server");
  ann.send.send(message("#garden", "hi"));
  await world.settle();
  assertEquals(ann.send.heard(), ["SEND #garden\n\n"]);
});

Deno.test("iitd: stopped by a lone byte on the socket that receives", async () => {
  const world = await FakeWorld.start();
  const { receive, send } = await register(world, "ann");
  const stopped = world[Symbol.asyncDispose]();
  await stopped;
  assertEquals([...receive.writes.at(-1)?.bytes ?? []], [0xff]);
  assertEquals([receive.closed, send.closed], [true, true]);
});

Deno.test("iitd: whose stay is ended reads it as a stop here, and as the answer to the next message there", async () => {
  await using world = await FakeWorld.start("--operator", "ada", "--ping", "3600000");
  const ada = await operator(world, "ada");
  for (const end of ['{"op":"kick","nick":"ann"}', '{"op":"ban","nick":"ann","reason":"enough"}']) {
    const { send, receive } = await register(world, "ann");
    ada.send(`${end}\n`);
    await world.advance(QUIET);
    receive.send("RECEIVED server\n\n");
    await world.advance(QUIET);
    assertEquals([...receive.writes.at(-1)?.bytes ?? []], [0xff], end);
    assertEquals([receive.closed, send.closed, send.halfClosed, send.heard()], [true, false, false, []]);
    await world.advance(60_000);
    send.send(message("ALL", "am I there?"));
    await world.settle();
    assertEquals([send.heard(), send.halfClosed], [["ERROR 103 Header Incomplete\n\n"], true]);
    await world.advance(QUIET + 200);
    assertEquals(send.closed, true);
  }
  assertEquals(ada.heard().join("").includes("am I there?"), false);
});

Deno.test("iitd: who never speaks again is hung up on after ten minutes", async () => {
  await using world = await FakeWorld.start("--operator", "ada", "--ping", "3600000");
  const ada = await operator(world, "ada");
  const { send } = await register(world, "zoe");
  ada.send('{"op":"kick","nick":"zoe"}\n');
  await world.advance(599_000);
  assertEquals(send.closed, false);
  await world.advance(10_000);
  assertEquals(send.closed, true);
});

Deno.test("iitd: answers are writes of their own, and nothing else is ever written where they are", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const ann = await register(world, "ann");
  ann.send.send(message("ada", "one") + message("nobody", "two"));
  await world.settle();
  assertEquals(ann.send.heard(), ["SEND ada\n\n", "ERROR 102 Unable to send\n\n"]);
  const events = [
    '{"op":"say","text":"hi"}',
    '{"op":"shout","text":"all"}',
    '{"op":"tell","to":["ann"],"text":"psst"}',
  ];
  for (const said of [...events, '{"op":"status","status":"away"}', '{"op":"nick","nick":"adele"}', '{"op":"quit"}']) {
    ada.send(`${said}\n`);
  }
  await world.advance(60_000);
  assertEquals([ann.send.heard(), ann.send.closed], [[], false]);
});

Deno.test("iitd: who writes to somebody that is away is told so, where the client reads", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const ann = await register(world, "ann");
  ada.send('{"op":"status","status":"away"}\n');
  await world.settle();
  ann.send.send(message("ada", "lunch?"));
  await world.settle();
  assertEquals(ann.send.heard(), ["SEND ada\n\n"]);
  assertEquals(await forwards(world, ann), [forward("server", "- ada is away")]);
});
