import { assertEquals } from "@std/assert";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";
import { operator } from "../support/operator.ts";

const QUIET = 400;

function object(value: unknown): string {
  return JSON.stringify(value);
}

async function join(world: FakeWorld, name: string, address?: string): Promise<FakePeer> {
  const peer = world.dial("auto", address);
  peer.send(object({ CMD: "JOIN", UN: name, UID: `${name}@hku.hk` }));
  await world.advance(QUIET);
  return peer;
}

/** How the client reads: up to 1,000 bytes of ASCII, split at `}{`, each part parsed. */
function read(peer: FakePeer): Record<string, unknown>[] {
  return peer.heard().flatMap((text) => {
    assertEquals(text.length <= 1_000, true);
    assertEquals(/^[\x20-\x7e]*$/.test(text), true, text);
    const parts = text.split("}{").map((part, index, all) =>
      `${index > 0 ? "{" : ""}${part}${index < all.length - 1 ? "}" : ""}`
    );
    return parts.map((part) => JSON.parse(part));
  });
}

function names(list: unknown): string[] {
  return (list as { UN: string }[]).map(({ UN }) => UN);
}

Deno.test("muca: acknowledged, then given the list, in the very bytes", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  assertEquals(tony.heard(), [
    '{"CMD": "ACK", "TYPE": "OKAY"}{"CMD": "LIST", "DATA": [{"UN": "Tony", "UID": "Tony@hku.hk"}, ' +
    '{"UN": "#lobby", "UID": "#lobby"}, {"UN": "server", "UID": "server"}]}',
  ]);
});

Deno.test("muca: the list is anew with everybody who comes, goes or is called otherwise, of any dialect", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  read(tony);
  const ada = await world.native("ada");
  await world.advance(QUIET);
  assertEquals(names(read(tony).at(-1)?.DATA).slice(0, 2), ["ada", "Tony"]);
  ada.send('{"op":"nick","nick":"adele"}\n');
  await world.advance(QUIET);
  assertEquals(names(read(tony).at(-1)?.DATA).slice(0, 2), ["adele", "Tony"]);
  ada.send('{"op":"quit"}\n');
  await world.advance(QUIET);
  assertEquals(names(read(tony).at(-1)?.DATA), ["Tony", "#lobby", "server"]);
});

Deno.test("muca: to all, to one, to several, to the room; by identities; nothing comes back to the sender", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  const jane = await join(world, "Jane");
  const ada = await world.native("ada");
  await world.advance(QUIET);
  for (const peer of [tony, jane, ada]) peer.heard();
  const send = async (TO: string[], MSG: string) => {
    jane.send(object({ CMD: "SEND", MSG, TO, FROM: "somebody else" }));
    await world.advance(QUIET);
    assertEquals(read(jane), []);
    return read(tony);
  };
  const from = { FROM: "Jane@hku.hk" };
  assertEquals(await send([], "hi\n"), [{ CMD: "MSG", TYPE: "ALL", MSG: "hi\n", ...from }]);
  assertEquals(await send(["Tony@hku.hk"], "a\nb\n"), [{ CMD: "MSG", TYPE: "PRIVATE", MSG: "a\nb\n", ...from }]);
  assertEquals(await send(["Tony@hku.hk", "ada"], "us\n"), [{ CMD: "MSG", TYPE: "GROUP", MSG: "us\n", ...from }]);
  assertEquals(await send(["#lobby"], "room\n"), [{ CMD: "MSG", TYPE: "GROUP", MSG: "room\n", ...from }]);
  const heard = ada.heard().join("").trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(heard.map(({ op, from, text }) => [op, from, text]), [
    ["shout", "Jane", "hi"],
    ["direct", "Jane", "us"],
    ["message", "Jane", "room"],
  ]);
});

Deno.test("muca: braces, other scripts and lone halves of pairs reach the client as it can read them", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  const ada = await world.native("ada");
  await world.advance(QUIET);
  tony.heard();
  ada.send('{"op":"say","text":"}{ \\"grüße\\" 😀 \\ud800"}\n');
  await world.advance(QUIET);
  assertEquals(read(tony).map(({ MSG }) => MSG), ['}{ "grüße" 😀 \ufffd\n']);
});

Deno.test("muca: objects of at most 900 bytes, glued, 50 ms apart, nothing lost", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  const ada = await world.native("ada");
  await world.advance(QUIET);
  const from = tony.writes.length;
  tony.heard();
  ada.send(`{"op":"say","text":"${"😀{".repeat(1_500)}"}\n`);
  for (let each = 0; each < 200; each++) ada.send(`{"op":"say","text":"short ${each}"}\n`);
  await world.advance(10_000);
  for (const [index, { bytes, mono }] of tony.writes.entries()) {
    if (index < from) continue;
    assertEquals(bytes.length <= 900, true);
    assertEquals(mono - (tony.writes[index - 1]?.mono ?? 0) >= 50, true);
  }
  const texts = read(tony).map(({ MSG }) => String(MSG));
  assertEquals(texts.slice(-200), Array.from({ length: 200 }, (_, each) => `short ${each}\n`));
  assertEquals(texts.slice(0, -200).map((text) => text.slice(0, -1)).join(""), "😀{".repeat(1_500));
});

Deno.test("muca: a long list comes in parts that a client can read, and the newest stands for those that wait", async () => {
  await using world = await FakeWorld.start();
  const peers = [];
  for (let each = 0; each < 40; each++) peers.push(await world.native(`somebody${each}`));
  const tony = await join(world, "Tony");
  await world.advance(2_000);
  const lists = read(tony).filter(({ CMD }) => CMD === "LIST");
  assertEquals(lists.flatMap(({ DATA }) => names(DATA)).length, 43);
  assertEquals(lists.length > 1, true);
  const before = tony.writes.length;
  for (const peer of peers) peer.send('{"op":"quit"}\n');
  await world.advance(3_000);
  assertEquals(tony.writes.length - before < 40, true);
  assertEquals(names(read(tony).at(-1)?.DATA), ["Tony", "#lobby", "server"]);
});

Deno.test("muca: who comes back in haste takes over; the same identity from elsewhere is refused", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const old = await join(world, "Tony");
  const anew = await join(world, "Tony");
  assertEquals(read(anew)[0], { CMD: "ACK", TYPE: "OKAY" });
  assertEquals(old.closed, true);
  const elsewhere = await join(world, "Tony", "10.0.0.2");
  assertEquals(elsewhere.heard(), ['{"CMD": "ACK", "TYPE": "FAIL"}']);
  assertEquals(elsewhere.closed, false);
  anew.end();
  await world.advance(QUIET);
  elsewhere.send(object({ CMD: "JOIN", UN: "Tony", UID: "Tony@hku.hk" }));
  await world.advance(QUIET);
  assertEquals(read(elsewhere)[0], { CMD: "ACK", TYPE: "OKAY" });
  elsewhere.send(object({ CMD: "JOIN", UN: "Tony", UID: "Tony@hku.hk" }));
  await world.advance(QUIET);
  assertEquals(read(elsewhere).at(-1), { CMD: "ACK", TYPE: "FAIL" });
  assertEquals(ada.heard().join("").includes("fault"), false);
});

Deno.test("muca: names that may not be are changed, and the list says how", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("Tony_Lee");
  const tony = await join(world, "Tony Lee");
  const [ack, list] = read(tony);
  assertEquals([ack?.TYPE, names(list?.DATA).slice(0, 2)], ["OKAY", ["Tony_Lee", "Tony_Lee3"]]);
  assertEquals(ada.closed, false);
});

Deno.test("muca: commands go to the peer called server, which answers as one", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  tony.heard();
  tony.send(object({ CMD: "SEND", MSG: "/create garden\n", TO: ["server"], FROM: "Tony@hku.hk" }));
  await world.advance(QUIET);
  const heard = read(tony);
  assertEquals(heard[0]?.FROM, "server");
  assertEquals(names(heard.at(-1)?.DATA), ["Tony", "#garden", "server"]);
  tony.send(object({ CMD: "SEND", MSG: "hi\n", TO: ["nobody@hku.hk"], FROM: "Tony@hku.hk" }));
  await world.advance(QUIET);
  assertEquals(read(tony)[0]?.FROM, "server");
});

Deno.test("muca: the server never hangs up first: whose stay is ended may leave and join again", async () => {
  await using world = await FakeWorld.start("--operator", "ada", "--ping", "3600000");
  const ada = await operator(world, "ada");
  const tony = await join(world, "Tony");
  ada.send('{"op":"kick","nick":"Tony","reason":"enough"}\n');
  await world.advance(QUIET);
  assertEquals(String(read(tony).at(-1)?.MSG).includes("enough"), true);
  tony.send(object({ CMD: "SEND", MSG: "still here?\n", TO: [], FROM: "Tony@hku.hk" }));
  await world.advance(60_000);
  assertEquals([tony.closed, tony.halfClosed, tony.heard()], [false, false, []]);
  tony.end(); // LEAVE
  await world.advance(QUIET);
  assertEquals(tony.closed, true);
  assertEquals(read(await join(world, "Tony"))[0], { CMD: "ACK", TYPE: "OKAY" });
  assertEquals(ada.heard().join("").includes("still here?"), false);
});

Deno.test("muca: one's groups are in the list, can be written to, and go when they end", async () => {
  await using world = await FakeWorld.start();
  const tony = await join(world, "Tony");
  const jane = await join(world, "Jane");
  const ada = await world.native("ada");
  await world.advance(QUIET);
  for (const peer of [tony, jane, ada]) peer.heard();
  ada.send('{"op":"group","group":"groupX","members":["Tony","Jane"]}\n');
  await world.advance(QUIET);
  const wanted = ["ada", "Jane", "Tony", "#lobby", "groupX", "server"];
  assertEquals(names(read(tony).at(-1)?.DATA), wanted);
  assertEquals(names(read(jane).at(-1)?.DATA), wanted);
  tony.send(object({ CMD: "SEND", MSG: "we three\n", TO: ["groupX"], FROM: "Tony@hku.hk" }));
  await world.advance(QUIET);
  assertEquals([read(tony), read(jane)], [[], [
    { CMD: "MSG", TYPE: "GROUP", MSG: "[groupX] we three\n", FROM: "Tony@hku.hk" },
  ]]);
  assertEquals(ada.heard().join("").includes('"group":"groupX"'), true);
  jane.send(object({ CMD: "SEND", MSG: "/leave groupX\n", TO: ["server"], FROM: "Jane@hku.hk" }));
  await world.advance(QUIET);
  assertEquals(names(read(jane).at(-1)?.DATA).includes("groupX"), false);
  ada.send('{"op":"ungroup","group":"groupX"}\n');
  await world.advance(QUIET);
  assertEquals(names(read(tony).at(-1)?.DATA).includes("groupX"), false);
});
