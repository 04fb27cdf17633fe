// To strangers a private room is not there: whatever they try, the bytes are those for a room that never was.
import { assertEquals } from "@std/assert";
import type { Command, CommandType } from "../../lib/chat/command.ts";
import { RULES } from "../../lib/hub/rules.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { World } from "../support/hub_world.ts";

/** What a stranger may say about a room, by operation; those that name none are left out. */
function probes(room: string): readonly Command[] {
  return [
    { type: "join", room },
    { type: "join", room, password: "wolf" },
    { type: "join", room, invite: "code-of-nothing" },
    { type: "join", room, password: "wolf", invite: "code-of-nothing", after: 3 },
    { type: "join", room, last: 0 },
    { type: "leave", room },
    { type: "history", room },
    { type: "history", room, around: 1 },
    { type: "who", room },
    { type: "set", room, topic: "x" },
    { type: "set", room, password: "" },
    { type: "read", room, seq: 1 },
    { type: "say", room, text: "hello" },
    { type: "search", room, text: "secret" },
    { type: "role", room, nick: "alice", role: "member" },
    { type: "transfer", room, nick: "eve" },
    { type: "kick", room, nick: "alice" },
    { type: "ban", room, nick: "alice" },
    { type: "ban", room, mask: "address:192.0.2.1" },
    { type: "unban", room, mask: "alice" },
    { type: "bans", room },
    { type: "mute", room, nick: "alice" },
    { type: "unmute", room, nick: "alice" },
    { type: "voice", room, nick: "alice" },
    { type: "unvoice", room, nick: "eve" },
    { type: "set", room, moderated: true },
    { type: "invite", room },
    { type: "invite", room, nick: "eve" },
    { type: "invites", room },
    { type: "revoke", room, code: "x" },
    { type: "delete", room },
    { type: "erase", room },
    { type: "history", with: room },
    { type: "erase", with: room },
    { type: "tell", to: [room], text: "x" },
    { type: "whois", nick: room },
  ];
}

/** What does not depend on a room: the lists, in which a hidden one must not show. */
const LISTS: readonly Command[] = [
  { type: "rooms" },
  { type: "rooms", match: "de" },
  { type: "who" },
  {
    type: "whois",
    nick: "alice",
  },
  { type: "conversations" },
  { type: "groups" },
];

/** A world with alice in a hidden room, where much was done, and eve outside of it. */
function scene(hidden: string, how: { password?: string; invite?: boolean }, stranger: "guest" | "account" | "banned") {
  const world = new World();
  const alice = world.register("alice");
  world.ask(alice, { type: "create", room: hidden, private: true, ...(how.password && { password: how.password }) });
  if (how.invite) world.ask(alice, { type: "set", room: hidden, invite: true });
  world.ask(alice, { type: "say", text: "a secret" });
  world.ask(alice, { type: "invite", room: hidden, nick: "alice" });
  if (stranger === "banned") world.ask(alice, { type: "ban", room: hidden, nick: "eve" });
  const eve = stranger === "account" ? world.register("eve") : world.enter("eve");
  world.hear(eve);
  return { world, eve };
}

function bytes(world: World, connection: number, command: Command): string {
  const codec = nativeCodec();
  world.hear(connection);
  world.say(connection, command, "ref");
  world.finish();
  const heard = world.hear(connection).map(({ event, ref }) => codec.encodeReply(event, ref));
  return heard.map((line) => new TextDecoder().decode(line)).join("");
}

const LOCKS = [{ password: "fox" }, { invite: true }, { password: "fox", invite: true }];

for (const stranger of ["guest", "account", "banned"] as const) {
  for (const lock of LOCKS) {
    Deno.test(`a hidden room with ${Object.keys(lock).join(" and ")} is not there for a ${stranger} stranger`, () => {
      // The name is the same in both worlds, and the room is there in one of them only.
      const there = scene("den", lock, stranger);
      const absent = scene("nut", lock, stranger);
      for (const command of probes("den")) {
        const [found, expected] = [there, absent].map(({ world, eve }) => bytes(world, eve, command));
        assertEquals(found, expected, JSON.stringify(command));
      }
      for (const command of LISTS) {
        const [found, expected] = [there, absent].map(({ world, eve }) => bytes(world, eve, command));
        assertEquals(found, expected, JSON.stringify(command));
      }
    });
  }
}

Deno.test("the probes name every operation that can name a room", () => {
  const probed = new Set(probes("x").map(({ type }) => type));
  const others: CommandType[] = [
    ...["hello", "ping", "pong", "quit", "resume", "rooms", "watch", "shout", "group", "groups", "ungroup"] as const,
    ...["status", "uid", "nick", "register", "login", "passwd", "logout", "unregister", "conversations"] as const,
    // The one disclosure: a name can be taken only once.
    "create",
  ];
  assertEquals([...new Set([...probed, ...others])].sort(), Object.keys(RULES).sort());
});

Deno.test("where nothing but its name keeps a private room, the banned are told that it is not there", () => {
  const world = new World();
  const alice = world.register("alice");
  world.ask(alice, { type: "create", room: "nook", private: true });
  const eve = world.enter("eve");
  world.ask(alice, { type: "ban", room: "nook", nick: "eve" });
  assertEquals(bytes(world, eve, { type: "join", room: "nook" }), bytes(world, eve, { type: "join", room: "none" }));
});
