// Ways to more say than one was given: by masks instead of names, by absence, by codes made in better days.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { ROLES_MAX } from "../../lib/chat/limits.ts";
import { World } from "../support/hub_world.ts";

const room = "tea";

/** A room with an owner and two moderators, the second of whom has gone out; all come from different addresses. */
function scene(): { world: World; owner: number; mod: number; other: number } {
  const world = new World();
  const [owner = 0, mod = 0, other = 0] = ["owner", "mod", "other"].map((nick, n) =>
    world.register(nick, { address: `198.51.100.${n + 1}` })
  );
  world.ask(owner, { type: "create", room });
  for (const one of [mod, other]) world.ask(one, { type: "join", room });
  for (const nick of ["mod", "other"]) world.ask(owner, { type: "role", room, nick, role: "moderator" });
  world.ask(other, { type: "leave", room });
  return { world, owner, mod, other };
}

Deno.test("no mask bans those whom one may not ban by name, though they are not in the room", () => {
  const { world, mod, other } = scene();
  for (const mask of ["other", "OTHER!*@*", "account:other", "owner", "account:owner"]) {
    assertEquals(world.outcome(mod, { type: "ban", room, mask }), "not-allowed", mask);
    assertEquals(world.outcome(mod, { type: "ban", room, nick: mask }), "not-allowed", mask);
  }
  assertEquals(world.outcome(mod, { type: "ban", room, nick: "address:198.51.100.1" }), "not-allowed");
  for (const mask of ["mod", "account:mod", "Mod!*@*"]) {
    assertEquals(world.outcome(mod, { type: "ban", room, mask }), "not-to-yourself", mask);
  }
  world.ask(other, { type: "quit" });
  assertEquals(world.outcome(mod, { type: "ban", room, mask: "account:other" }), "not-allowed", "not even when away");
});

Deno.test("a ban by mask of somebody with a role takes it, as a ban by name does", () => {
  const { world, owner, other } = scene();
  assertEquals(world.outcome(owner, { type: "ban", room, mask: "account:other" }), "ok");
  assertEquals(world.outcome(other, { type: "join", room }), "banned");
  assertEquals(world.outcome(owner, { type: "unban", room, mask: "account:other" }), "ok");
  const [joined] = world.ask(other, { type: "join", room });
  assertEquals(joined?.type === "joined" && joined.role, "member");
});

Deno.test("no ban of an address keeps out moderators and owners who come from there", () => {
  const { world, mod, owner, other } = scene();
  assertEquals(world.outcome(mod, { type: "ban", room, mask: "address:198.51.100.3" }), "ok");
  assertEquals(world.outcome(other, { type: "join", room }), "joined");
  const near = world.register("near", { address: "198.51.100.3" });
  assertEquals(world.outcome(near, { type: "join", room }), "banned");
  // Whoever is above is not to be meant either.
  assertEquals(world.outcome(mod, { type: "ban", room, mask: "address:198.51.100.1" }), "not-allowed");
  assertEquals(world.outcome(owner, { type: "ban", room, mask: "address:198.51.100.0/24" }), "not-to-yourself");
});

Deno.test("a member's invite opens the room as long as it is open, and no longer", () => {
  const { world, owner } = scene();
  const eve = world.register("eve");
  world.ask(eve, { type: "join", room });
  const [invite] = world.ask(eve, { type: "invite", room, uses: 0, for: 0 });
  assert(invite?.type === "invite");
  world.ask(owner, { type: "set", room, invite: true });
  const kim = world.enter("kim");
  assertEquals(world.outcome(kim, { type: "join", room, invite: invite.code }), "bad-invite");
  assertEquals(world.outcome(eve, { type: "invite", room }), "not-allowed");
  world.ask(owner, { type: "set", room, invite: false, password: "fox" });
  assertEquals(world.outcome(kim, { type: "join", room, invite: invite.code }), "bad-invite");
  world.ask(owner, { type: "set", room, password: "" });
  assertEquals(world.outcome(kim, { type: "join", room, invite: invite.code }), "joined");
});

Deno.test("members' invites leave room for those of who has a say", () => {
  const { world, mod } = scene();
  const eve = world.register("eve");
  world.ask(eve, { type: "join", room });
  const made = Array.from({ length: 60 }, () => world.outcome(eve, { type: "invite", room }));
  assertEquals([made.filter((each) => each === "invite").length, made.at(-1)], [50, "not-allowed"]);
  assertEquals(world.outcome(mod, { type: "invite", room }), "invite");
});

Deno.test("roles of guests who are gone do not fill a room's list for good", () => {
  const { world, owner } = scene();
  for (let n = 0; n < ROLES_MAX + 5; n++) {
    const guest = world.enter(`g${n}`);
    world.ask(guest, { type: "join", room });
    assertEquals(world.outcome(owner, { type: "role", room, nick: `g${n}`, role: "moderator" }), "ok", `${n}`);
    world.ask(guest, { type: "quit" });
  }
  const [who] = world.ask(owner, { type: "join", room });
  assertEquals(who?.type === "joined" && who.members.find(({ nick }) => nick === "mod")?.role, "moderator");
});

Deno.test("a role is nobody's but the session's or account's that it was given to", () => {
  const { world, owner } = scene();
  const eve = world.enter("eve");
  world.ask(eve, { type: "join", room });
  world.ask(owner, { type: "role", room, nick: "eve", role: "moderator" });
  assertEquals(world.outcome(eve, { type: "nick", nick: "adam" }), "ok");
  const other = world.enter("eve");
  world.ask(other, { type: "join", room });
  const acts: Command[] = [
    { type: "kick", room, nick: "mod" },
    { type: "role", room, nick: "eve", role: "owner" },
    { type: "transfer", room, nick: "eve" },
    { type: "set", room, topic: "mine" },
    { type: "mute", room, nick: "adam" },
    { type: "invites", room },
    { type: "bans", room },
    { type: "delete", room },
    { type: "erase", room },
  ];
  for (const command of acts) assertEquals(world.outcome(other, command), "not-allowed", command.type);
  assertEquals(world.outcome(eve, { type: "set", room, topic: "green" }), "ok");
  // By registering the other's former name nothing of hers is had.
  assertEquals(world.outcome(other, { type: "register", password: "correct horse" }), "ok");
  assertEquals(world.outcome(other, { type: "set", room, topic: "mine" }), "not-allowed");
});
