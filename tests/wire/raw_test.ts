import { assertEquals } from "@std/assert";
import { FakeWorld } from "../support/fake_world.ts";

/** More than the sniffer's and the codec's quiet, less than a tick of anything else. */
const QUIET = 700;

async function nickprompt(world: FakeWorld, name: string): Promise<ReturnType<FakeWorld["dial"]>> {
  const peer = world.dial("nickprompt");
  await world.settle();
  peer.send(name);
  await world.advance(QUIET);
  peer.heard();
  return peer;
}

async function classchat(world: FakeWorld, name: string): Promise<ReturnType<FakeWorld["dial"]>> {
  const peer = world.dial("classchat");
  peer.send(name);
  await world.advance(QUIET);
  peer.heard();
  return peer;
}

Deno.test("nickprompt: asked alone, then told in its server's words, joined in one write", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial("auto");
  await world.advance(1_200);
  assertEquals(bob.heard(), ["NICK"]);
  bob.send("bob");
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["bob joined!\nConnected to server!"]);
  const gap = (bob.writes[1]?.mono ?? 0) - (bob.writes[0]?.mono ?? 0);
  assertEquals(gap >= 30, true);
});

Deno.test("nickprompt: one's own line comes back, others' too, and who leaves is said", async () => {
  await using world = await FakeWorld.start();
  const bob = await nickprompt(world, "bob");
  const eve = await nickprompt(world, "eve");
  assertEquals(bob.heard(), ["eve joined!"]);
  bob.send("bob: hello: all");
  await world.advance(QUIET);
  assertEquals([bob.heard(), eve.heard()], [["bob: hello: all"], ["bob: hello: all"]]);
  eve.end();
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["eve left!"]);
});

Deno.test("nickprompt: a line typed before the question gives the name, and is said once", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const bob = world.dial("auto");
  bob.send("bob: hi");
  await world.advance(360);
  bob.send("bob"); // the answer to NICK, late
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["NICK", "bob joined!\nConnected to server!\nbob: hi"]);
  const said = ada.heard().join("").split("\n").filter((line) => line.includes('"message"'));
  assertEquals(said.map((line) => JSON.parse(line).text), ["hi"]);
});

Deno.test("nickprompt: name and line glued together, and the name again whenever it is asked", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial("nickprompt");
  await world.settle();
  bob.send("bobbob: one");
  await world.advance(QUIET);
  bob.send("bob");
  await world.advance(QUIET);
  bob.send("bob: twobob: three");
  await world.advance(QUIET);
  assertEquals(bob.heard().join("\n").split("\n").filter((line) => line.startsWith("bob: ")), [
    "bob: one",
    "bob: two",
    "bob: three",
  ]);
});

Deno.test("nickprompt: a name that is taken gets a number; only ASCII goes out; no word asks for the name", async () => {
  await using world = await FakeWorld.start("--motd", "NICK");
  const ada = await world.native("bob");
  const bob = world.dial("nickprompt");
  await world.settle();
  bob.send("bob");
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["NICK", "- You are called bob2 here\n- NICK\nbob2 joined!\nConnected to server!"]);
  ada.send('{"op":"say","text":"Grüße – 今日 😀\\nNICK"}\n');
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["bob: Grusse - ?? ?\n    NICK"]);
  assertEquals(bob.writes.every(({ bytes }) => bytes.every((byte) => byte < 0x80)), true);
});

Deno.test("classchat: accepted with the menu, or told to choose another name and nothing else", async () => {
  await using world = await FakeWorld.start();
  const alice = world.dial("auto");
  alice.send("Dr.ABC");
  await world.advance(QUIET);
  const [first = "", ...more] = alice.heard();
  assertEquals([first.split("\n")[0], more.length], ["Username accepted", 0]);
  const other = world.dial("auto");
  other.send("dr.abc");
  await world.advance(QUIET);
  assertEquals(other.heard(), ["Username is taken. Use another name."]);
  other.end();
  await world.advance(QUIET);
  const again = world.dial("auto");
  again.send("zoë");
  await world.advance(QUIET);
  assertEquals(again.heard()[0]?.split("\n")[0], "Username accepted");
});

Deno.test("classchat: everybody, one, a group, in its server's strings", async () => {
  await using world = await FakeWorld.start();
  const alice = await classchat(world, "alice");
  const bob = await classchat(world, "bob");
  const cy = await classchat(world, "cy");
  const said = async (text: string) => {
    alice.send(text);
    await world.advance(QUIET);
    return [alice.heard(), bob.heard(), cy.heard()];
  };
  assertEquals(await said("alice>hello"), [[], ["alice in ClassChat : hello"], ["alice in ClassChat : hello"]]);
  assertEquals(await said("alice>http://x.y/z"), [
    [],
    ["alice in ClassChat : http://x.y/z"],
    ["alice in ClassChat : http://x.y/z"],
  ]);
  assertEquals(await said("alice>bob:hi alice>cy : yo"), [[], ["<alice> : hi"], ["<alice> : yo"]]);
  const inactive = "[ From server ] \n Client not active. Message not delivered. Try later";
  assertEquals(await said("alice>zed:hi"), [[inactive], [], []]);
  assertEquals(await said("alice>group groupX"), [
    ["Syntax error. Please use format - group groupName member1,member2,..."],
    [],
    [],
  ]);
  assertEquals(await said("alice>group groupX bob,al"), [
    ["al is not active\nGroup should have atleast three members"],
    [],
    [],
  ]);
  assertEquals(await said("alice>group groupX bob,cy, alice"), [
    ["Group groupX is created successfully"],
    ["alice added you in groupX"],
    ["alice added you in groupX"],
  ]);
  assertEquals(await said("alice>groupX:all of us"), [
    [],
    ["<alice> in groupX: all of us"],
    ["<alice> in groupX: all of us"],
  ]);
  assertEquals(await said("alice>groupY:all of us"), [["You are not in groupY"], [], []]);
  bob.send("bob>exit");
  await world.advance(QUIET);
  assertEquals([bob.halfClosed, bob.heard()], [true, []]);
  cy.send("cy>exit");
  await world.advance(QUIET);
  assertEquals(alice.heard(), ["You are alone in group. Server will now delete the group"]);
});

Deno.test("classchat: what is typed quickly runs together and is split at the name", async () => {
  await using world = await FakeWorld.start();
  const bob = await classchat(world, "bob");
  const cy = await classchat(world, "cy");
  bob.send("bob>hellobob>bob>cy:hi");
  bob.send("...bo");
  bob.send("b>MENU");
  await world.advance(QUIET);
  assertEquals(cy.heard(), ["bob in ClassChat : hello\n<bob> : hi..."]);
  assertEquals(bob.heard()[0]?.includes("MENU"), true);
});

Deno.test("classchat taken for nickprompt goes over to its own words with its first line", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const zed = world.dial("auto");
  await world.advance(1_300); // asked, and a human types just now
  zed.send("zed");
  await world.advance(QUIET);
  assertEquals(zed.heard()[1], "zed joined!\nConnected to server!");
  zed.send("zed>hello");
  await world.advance(QUIET);
  ada.send('{"op":"say","text":"hi zed"}\n');
  await world.advance(QUIET);
  assertEquals(zed.heard(), ["ada in ClassChat : hi zed"]);
  assertEquals(ada.heard()[1]?.includes('"shout"'), true);
});

Deno.test("slash commands ride in the texts of both", async () => {
  await using world = await FakeWorld.start();
  const bob = await nickprompt(world, "bob");
  const cy = await classchat(world, "cy");
  bob.heard();
  bob.send("bob: /create garden");
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["- You are in garden - nobody else is here yet"]);
  cy.send("cy>/join garden");
  await world.advance(QUIET);
  assertEquals(cy.heard(), ["- You are in garden · here: bob"]);
  bob.heard();
  cy.send("cy>/say hi gardeners");
  bob.send("bob: hi");
  await world.advance(QUIET);
  assertEquals(bob.heard().join("\n").split("\n").sort(), ["bob: hi", "cy: hi gardeners"]);
  assertEquals(cy.heard(), ["bob in garden : hi"]);
});

Deno.test("both are stopped by a lone byte before the close, and never by the close alone", async () => {
  const world = await FakeWorld.start();
  const bob = await nickprompt(world, "bob");
  const cy = await classchat(world, "cy");
  bob.heard();
  await world[Symbol.asyncDispose]();
  for (const peer of [bob, cy]) {
    const [goodbye, stop] = peer.writes.slice(-2);
    assertEquals([...stop?.bytes ?? []], [0xff]);
    assertEquals((stop?.mono ?? 0) - (goodbye?.mono ?? 0) >= 100, true);
    assertEquals([peer.halfClosed, peer.closed], [true, true]);
  }
});

Deno.test("writes are at most 1024 bytes, of whole characters, 30 ms apart", async () => {
  await using world = await FakeWorld.start();
  const cy = await classchat(world, "cy");
  const bob = await nickprompt(world, "bob");
  const ada = await world.native("ada");
  const from = cy.writes.length;
  const text = "ü€😀 ".repeat(900);
  for (let each = 0; each < 5; each++) ada.send(`{"op":"say","text":"${text}"}\n`);
  await world.advance(5_000);
  for (const peer of [cy, bob]) {
    for (const [index, { bytes, mono }] of peer.writes.entries()) {
      if (index < from) continue;
      assertEquals(bytes.length <= 1_024, true);
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      assertEquals(mono - (peer.writes[index - 1]?.mono ?? 0) >= 30, true);
    }
  }
  const heard = cy.writes.slice(from).map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
  assertEquals(heard.match(/😀/gu)?.length, 4_500);
});

Deno.test("what was said just before the end of a link is heard", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const zed = world.dial("classchat");
  zed.send("zed");
  await world.advance(310);
  zed.send("zed>goodbye");
  zed.end();
  await world.advance(QUIET);
  const heard = ada.heard().join("").trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(heard.map(({ op, change, text }) => change ?? text ?? op), ["joined", "goodbye", "left"]);
});

Deno.test("classchat: Enter alone says nothing; another's name before the mark is a text of one's own", async () => {
  await using world = await FakeWorld.start();
  const bob = await classchat(world, "bob");
  const cy = await classchat(world, "cy");
  bob.send("bob>");
  await world.advance(QUIET);
  bob.send("bob>bob>");
  await world.advance(QUIET);
  assertEquals([bob.heard(), cy.heard()], [[], []]);
  bob.send("cy>I am cy");
  await world.advance(QUIET);
  assertEquals([bob.heard(), cy.heard()], [[], ["bob in ClassChat : cy>I am cy"]]);
});

Deno.test("classchat: who is listed and not here is named, and does not count", async () => {
  await using world = await FakeWorld.start();
  const bob = await classchat(world, "bob");
  await classchat(world, "cy");
  await classchat(world, "dee");
  bob.send("bob>group groupX al,cy,dee");
  await world.advance(QUIET);
  assertEquals(bob.heard(), ["al is not active\nGroup groupX is created successfully"]);
});

Deno.test("a name with the other's mark in a line tells which of the two it is, whatever it was taken for", async () => {
  await using world = await FakeWorld.start();
  const nina = world.dial("classchat");
  nina.send("nina");
  await world.advance(QUIET);
  nina.heard();
  const ada = await world.native("ada");
  nina.send("nina: hello");
  await world.advance(QUIET);
  assertEquals(nina.heard(), ["nina: hello"]); // comes back, as only the one system does
  assertEquals(ada.heard().join("").includes('"message"'), true);
});

Deno.test("nickprompt: a long text can't be cut so that its client is asked for its name", async () => {
  await using world = await FakeWorld.start();
  const bob = await nickprompt(world, "bob");
  const eve = await nickprompt(world, "eve");
  bob.heard();
  eve.send(`eve: ${"x".repeat(1_015)} NICK`);
  await world.advance(QUIET);
  assertEquals(bob.heard(), [`eve: ${"x".repeat(1_015)}`, "NICK "]);
});
