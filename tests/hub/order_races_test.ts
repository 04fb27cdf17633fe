// Acts of order that overtake somebody on the way in: the page that a join waits for is read while they become true.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";

const room = "tea";

/** A room with something in its history, so that who enters waits for a page; it wants an invite. */
function scene(more: Partial<Command & { type: "create" }> = {}): { world: World; owner: number; code: string } {
  const world = new World({ roomsPerClient: 2 });
  const owner = world.register("owner", { address: "10.0.0.9" });
  world.ask(owner, { type: "create", room, ...more });
  world.ask(owner, { type: "say", text: "old words", room });
  world.ask(owner, { type: "set", room, invite: true });
  const [invite] = world.ask(owner, { type: "invite", room });
  assert(invite?.type === "invite");
  return { world, owner, code: invite.code };
}

/** Ends all writes; the reads still wait. */
function writeAll(world: World): void {
  while (world.store.work.some(({ writes }) => writes)) world.commit(1);
}

function answer(world: World, connection: number, ref: string): string | undefined {
  const event = world.hear(connection).find((heard) => heard.ref === ref)?.event;
  return event?.type === "error" ? event.code : event?.type;
}

function invites(world: World, owner: number): (readonly [string, number])[] {
  const [answer] = world.ask(owner, { type: "invites", room });
  return answer?.type === "invites" ? answer.invites.map(({ code, uses }) => [code, uses] as const) : [];
}

for (const hidden of [false, true]) {
  const nothing = hidden ? "no-such-room" : undefined;
  Deno.test(`who is banned on the way into a ${hidden ? "hidden" : "public"} room does not get in, nor does the invite end`, () => {
    const { world, owner, code } = scene({ private: hidden });
    const eve = world.enter("eve");
    world.say(eve, { type: "join", room, invite: code }, "j");
    world.say(owner, { type: "ban", room, nick: "eve" });
    writeAll(world);
    world.stepRead(0);
    assertEquals(answer(world, eve, "j"), nothing ?? "banned");
    assertEquals(answer(world, eve, "j"), undefined, "answered once");
    world.say(eve, { type: "say", room, text: "still here" }, "s");
    assertEquals(answer(world, eve, "s"), "not-in-room");
    assertEquals(invites(world, owner), [[code, 1]]);
  });

  Deno.test(`an invite that is revoked on the way into a ${hidden ? "hidden" : "public"} room opens nothing`, () => {
    const { world, owner, code } = scene({ private: hidden });
    const eve = world.enter("eve");
    world.say(eve, { type: "join", room, invite: code }, "j");
    world.say(owner, { type: "revoke", room, code }, "r");
    writeAll(world);
    assertEquals(answer(world, owner, "r"), "ok");
    world.stepRead(0);
    assertEquals(answer(world, eve, "j"), nothing ?? "bad-invite");
    assertEquals(invites(world, owner), []);
  });
}

Deno.test("an invite for one lets in one, however many come at once", () => {
  const { world, owner, code } = scene();
  const people = ["eve", "kim", "zoe"].map((nick) => world.enter(nick));
  for (const one of people) world.say(one, { type: "join", room, invite: code }, "j");
  world.finish();
  assertEquals(people.map((one) => answer(world, one, "j")), ["joined", "bad-invite", "bad-invite"]);
  assertEquals(invites(world, owner), []);
  assertEquals([...world.store.kept.values()].filter(({ type }) => type === "invite"), []);
});

Deno.test("who goes on the way in leaves the invite to the next, unless it was revoked meanwhile", () => {
  for (const revoked of [false, true]) {
    const { world, owner, code } = scene();
    const eve = world.enter("eve");
    world.say(eve, { type: "join", room, invite: code });
    if (revoked) world.say(owner, { type: "revoke", room, code });
    writeAll(world);
    world.drop(eve);
    world.finish();
    assertEquals(invites(world, owner), revoked ? [] : [[code, 1]]);
    const kim = world.enter("kim");
    world.say(kim, { type: "join", room, invite: code }, "j");
    world.finish();
    assertEquals(answer(world, kim, "j"), revoked ? "bad-invite" : "joined");
  }
});

Deno.test("the connections of one account are in no more rooms than one may be, however many come at once", () => {
  const { world, owner } = scene();
  world.ask(owner, { type: "leave", room });
  for (const name of ["red", "green", "blue"]) {
    world.ask(owner, { type: "create", room: name });
    world.ask(owner, { type: "say", room: name, text: "x" });
    world.ask(owner, { type: "leave", room: name });
  }
  const links = [owner, world.login("owner"), world.login("owner")];
  for (const one of links) world.hear(one);
  for (const [index, name] of ["red", "green", "blue"].entries()) {
    world.say(links[index] ?? 0, { type: "join", room: name }, "j");
  }
  world.finish();
  assertEquals(links.map((one) => answer(world, one, "j")), ["joined", "joined", "too-many-rooms"]);
});

Deno.test("an invite that has run out opens nothing, is listed no more, and is told to nobody who logs in", () => {
  const { world, owner } = scene({ private: true });
  world.ask(world.register("kim"), { type: "quit" });
  const [invite] = world.ask(owner, { type: "invite", room, nick: "kim", for: 60 });
  assert(invite?.type === "invite");
  const invited = () => {
    const kim = world.login("kim");
    const heard = world.hear(kim).some(({ event }) => event.type === "invited");
    world.ask(kim, { type: "quit" });
    return heard;
  };
  world.mono += 59_999;
  assertEquals(invited(), true);
  world.mono += 1;
  assertEquals(invited(), false);
  const kim = world.login("kim");
  world.hear(kim);
  world.say(kim, { type: "join", room, invite: invite.code }, "j");
  world.finish();
  assertEquals(answer(world, kim, "j"), "no-such-room");
  assertEquals(invites(world, owner).length, 1, "the scene's own");
});

Deno.test("what was erased while a page of it was being read is given to nobody, nor to who enters just then", () => {
  const { world, owner } = scene();
  world.ask(owner, { type: "set", room, invite: false });
  const eve = world.enter("eve");
  world.hear(owner);
  world.say(owner, { type: "history", room }, "h");
  world.say(eve, { type: "join", room }, "j");
  // Both are read before the act is stored, and come back after it.
  for (const work of world.store.work) work.begin();
  world.say(owner, { type: "erase", room }, "e");
  writeAll(world);
  world.stepRead(0);
  world.stepRead(0);
  const texts = [...world.hear(owner), ...world.hear(eve)].flatMap(({ event }) =>
    event.type === "history" ? event.entries : event.type === "joined" ? event.history : []
  ).map(({ text }) => text);
  assertEquals(texts.filter((text) => text !== "owner erased what was said before"), []);
});

Deno.test("who enters while a room is erased gets all that was stored with that and after it", () => {
  const { world, owner } = scene();
  world.ask(owner, { type: "set", room, invite: false });
  const kim = world.enter("kim");
  const eve = world.enter("eve");
  world.ask(kim, { type: "join", room });
  world.hear(eve);
  world.say(eve, { type: "join", room, last: 10 }, "j");
  world.store.work[0]?.begin();
  world.say(owner, { type: "erase", room }, "e");
  world.say(kim, { type: "say", room, text: "new words" });
  world.commit(2);
  world.stepRead(0);
  const joined = world.hear(eve).find(({ ref }) => ref === "j")?.event;
  assert(joined?.type === "joined");
  assertEquals(joined.history.map(({ text }) => text), ["owner erased what was said before", "new words"]);
  assertEquals(joined.history.at(-1)?.seq, joined.head);
});
