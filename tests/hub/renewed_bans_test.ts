// Somebody is banned or muted once more: whom the first one meant does not get out by it.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Kept } from "../../lib/chat/kept.ts";
import { BANS_MAX } from "../../lib/chat/limits.ts";
import type { RoomId } from "../../lib/chat/room.ts";
import { World } from "../support/hub_world.ts";

const room = "tea";
const HERE = "192.0.2.7";
const ELSEWHERE = "198.51.100.1";

/** A room of an owner's, who comes from elsewhere, and `eve` in it, a guest; `resume` is her token. */
function scene(): { world: World; owner: number; eve: number; resume: string } {
  const world = new World({ operators: ["root"] });
  const owner = world.register("owner", { address: ELSEWHERE });
  world.ask(owner, { type: "create", room });
  const eve = world.enter("eve", { address: HERE });
  const welcome = world.hear(eve)[0]?.event;
  world.ask(eve, { type: "join", room });
  return { world, owner, eve, resume: welcome?.type === "welcome" ? welcome.resume : "" };
}

/** What hello is answered with. */
function hello(world: World, nick: string, address: string, resume?: string): string | undefined {
  const link = world.enter(nick, { address, ...(resume !== undefined && { resume }) });
  const answer = world.hear(link)[0]?.event;
  return answer?.type === "error" ? answer.code : answer?.type;
}

for (const again of [{ nick: "EVE" }, { mask: "Eve" }]) {
  Deno.test(`a guest who is banned by ${Object.keys(again)} once more when gone is kept out by address and session too`, () => {
    const { world, owner, eve, resume } = scene();
    assertEquals(world.outcome(owner, { type: "ban", room, nick: "eve", for: 600 }), "ok");
    world.ask(eve, { type: "quit" });
    world.mono += 1_000;
    const adam = world.enter("adam", { address: HERE });
    world.mono += 1_000;
    assertEquals(world.outcome(owner, { type: "ban", room, ...again, for: 7_200 }), "ok");
    world.mono += 3_600_000;
    assertEquals(world.outcome(adam, { type: "join", room }), "banned", "came between the two bans");
    assertEquals(world.outcome(world.enter("ada", { address: HERE }), { type: "join", room }), "banned", "by address");
    const back = world.enter("eva", { address: ELSEWHERE, resume });
    assertEquals(world.outcome(back, { type: "join", room }), "banned", "by session");
    const bans = [...world.store.kept.values()].filter(({ type }) => type === "ban");
    assertEquals(bans.length, 1, "one place in the store");
    assertEquals(world.outcome(owner, { type: "unban", room, mask: "eve" }), "ok");
    assertEquals([...world.store.kept.values()].filter(({ type }) => type === "ban"), []);
    assertEquals(world.outcome(adam, { type: "join", room }), "joined");
  });
}

Deno.test("of a ban that is over nothing is left in the next one", () => {
  const { world, owner, eve } = scene();
  world.ask(owner, { type: "ban", room, nick: "eve", for: 600 });
  world.ask(eve, { type: "quit" });
  world.mono += 600_000;
  assertEquals(world.outcome(owner, { type: "ban", room, mask: "eve" }), "ok");
  assertEquals(world.outcome(world.enter("ada", { address: HERE }), { type: "join", room }), "joined");
});

Deno.test("a ban from the server made once more keeps out who the first one kept out", () => {
  const { world, resume } = scene();
  const root = world.register("root");
  assertEquals(world.outcome(root, { type: "ban", nick: "eve", for: 600 }), "ok");
  world.mono += 1_000;
  assertEquals(world.outcome(root, { type: "ban", mask: "eve", for: 7_200 }), "ok");
  world.mono += 3_600_000;
  assertEquals([hello(world, "ada", HERE), hello(world, "eva", ELSEWHERE, resume)], ["banned", "banned"]);
  assertEquals(hello(world, "max", ELSEWHERE), "welcome");
});

Deno.test("a mute made once more, of whoever has registered the nick, still means the guest whom it meant first", () => {
  const { world, owner, eve } = scene();
  const mute: Command = { type: "mute", room, nick: "eve" };
  assertEquals(world.outcome(owner, mute), "ok");
  world.ask(eve, { type: "nick", nick: "adam" });
  assertEquals(world.outcome(eve, { type: "register", password: "correct horse" }), "ok");
  world.ask(world.register("eve", { address: ELSEWHERE }), { type: "quit" });
  // The account of that nick takes the place of the guest's; the guest's session stays.
  assertEquals(world.outcome(owner, mute), "ok");
  assertEquals(world.outcome(eve, { type: "say", room, text: "x" }), "muted");
});

Deno.test("who is banned under a banned one's nick, and becomes an account, is that as an account too", () => {
  const { world, owner, eve } = scene();
  world.ask(owner, { type: "ban", room, nick: "eve" });
  world.ask(eve, { type: "nick", nick: "adam" });
  assertEquals(world.outcome(eve, { type: "register", password: "correct horse" }), "ok");
  const second = world.enter("eve", { address: "203.0.113.1" });
  assertEquals(world.outcome(owner, { type: "ban", room, nick: "eve" }), "ok");
  world.ask(second, { type: "nick", nick: "zoe" });
  assertEquals(world.outcome(second, { type: "register", password: "password of zoe" }), "ok");
  world.ask(second, { type: "quit" });
  assertEquals(world.outcome(world.login("zoe", { address: ELSEWHERE }), { type: "join", room }), "banned");
});

Deno.test("where the list is full who is on it is muted or banned anew, and nobody besides", () => {
  const record = { room: "lobby" as RoomId, account: "", session: "", address: "", by: "root", at: 1 } as const;
  const kept = (["ban", "mute"] as const).flatMap((type) =>
    Array.from({ length: BANS_MAX }, (_, n): Kept => ({ ...record, type, mask: `n${n}`, nick: `n${n}` }))
  );
  const world = new World({ operators: ["root"], kept });
  const root = world.register("root");
  world.ask(root, { type: "join", room: "lobby" });
  for (const nick of ["n7", "other"]) world.enter(nick, { address: HERE });
  for (const type of ["ban", "mute"] as const) {
    const outcomes = ["N7", "other"].map((nick) => world.outcome(root, { type, room: "lobby", nick, for: 60 }));
    assertEquals(outcomes, ["ok", "not-allowed"], type);
  }
  const [bans] = world.ask(root, { type: "bans", room: "lobby" });
  const lists = bans?.type === "bans" ? [bans.bans, bans.mutes] : [];
  const until = 1_000_000 + world.mono + 60_000;
  assertEquals(lists.map((list) => list.find(({ mask }) => mask === "n7")?.until), [until, until]);
});
