// Every act of order, by everybody who might try it: who may, and what the others are told.
import { assertEquals } from "@std/assert";
import type { Command, OrderCommand } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";

const WHO = ["stranger", "member", "moderator", "owner", "operator"] as const;
type Who = typeof WHO[number];
type Expected = Readonly<Record<Who, string>>;

/** A world with a room, one of each in it, and `victim`, a member; the operator and the stranger stay outside. */
function scene(hidden: boolean): { world: World; by: Readonly<Record<Who, number>> } {
  const world = new World({ operators: ["operator"] });
  const owner = world.register("owner");
  world.ask(owner, { type: "create", room: "tea", ...(hidden && { private: true, password: "fox" }) });
  const enter = (nick: string) => {
    const connection = world.register(nick);
    world.ask(connection, { type: "join", room: "tea", password: "fox" });
    return connection;
  };
  const [member, moderator] = [enter("member"), enter("moderator")];
  enter("victim");
  enter("other");
  world.ask(owner, { type: "role", room: "tea", nick: "moderator", role: "moderator" });
  world.ask(owner, { type: "role", room: "tea", nick: "other", role: "moderator" });
  world.ask(owner, { type: "invite", room: "tea", uses: 0, for: 0 });
  world.ask(owner, { type: "ban", room: "tea", nick: "gone" });
  world.ask(owner, { type: "mute", room: "tea", nick: "other" });
  const [stranger, operator] = [world.register("stranger"), world.register("operator")];
  return { world, by: { stranger, member, moderator, owner, operator } };
}

const OWNERS: Expected = {
  stranger: "not-in-room",
  member: "not-allowed",
  moderator: "not-allowed",
  owner: "ok",
  operator: "ok",
};
const MODERATORS: Expected = { ...OWNERS, moderator: "ok" };
const room = "tea";

const TABLE: readonly (readonly [Command, Expected])[] = [
  [{ type: "role", room, nick: "victim", role: "moderator" }, OWNERS],
  [{ type: "role", room, nick: "victim", role: "owner" }, OWNERS],
  [{ type: "role", room, nick: "other", role: "member" }, OWNERS],
  [{ type: "role", room, nick: "owner", role: "member" }, { ...OWNERS, owner: "not-to-yourself" }],
  [{ type: "role", room, nick: "nobody", role: "moderator" }, {
    ...OWNERS,
    owner: "no-such-user",
    operator: "no-such-user",
  }],
  [{ type: "transfer", room, nick: "victim" }, OWNERS],
  [{ type: "transfer", room, nick: "owner" }, { ...OWNERS, owner: "not-to-yourself" }],
  [{ type: "kick", room, nick: "victim" }, MODERATORS],
  [{ type: "kick", room, nick: "other" }, OWNERS],
  [{ type: "kick", room, nick: "owner" }, { ...OWNERS, owner: "not-to-yourself" }],
  [{ type: "kick", room, nick: "operator" }, {
    ...OWNERS,
    moderator: "no-such-user",
    owner: "no-such-user",
    operator: "no-such-user",
  }],
  [{ type: "kick", room, nick: "victim", reason: "r".repeat(600) }, {
    ...OWNERS,
    moderator: "bad-request",
    owner: "bad-request",
    operator: "bad-request",
  }],
  [{ type: "ban", room, nick: "victim" }, MODERATORS],
  [{ type: "ban", room, nick: "other" }, OWNERS],
  [{ type: "ban", room, nick: "stranger" }, MODERATORS],
  [{ type: "ban", room, nick: "nobody" }, MODERATORS],
  [{ type: "ban", room, nick: "operator" }, {
    ...OWNERS,
    moderator: "not-allowed",
    owner: "not-allowed",
    operator: "not-to-yourself",
  }],
  [{ type: "ban", room, mask: "address:198.51.100.7" }, MODERATORS],
  [{ type: "ban", room, mask: "account:owner" }, { ...OWNERS, owner: "not-to-yourself" }],
  [{ type: "ban", room, nick: "victim", for: 2 ** 50 }, {
    ...MODERATORS,
    moderator: "bad-request",
    owner: "bad-request",
    operator: "bad-request",
  }],
  [{ type: "unban", room, mask: "gone" }, MODERATORS],
  [{ type: "unban", room, mask: "nobody" }, {
    ...OWNERS,
    moderator: "no-such-user",
    owner: "no-such-user",
    operator: "no-such-user",
  }],
  [{ type: "bans", room }, { ...MODERATORS, moderator: "bans", owner: "bans", operator: "bans" }],
  [{ type: "mute", room, nick: "victim" }, MODERATORS],
  [{ type: "unmute", room, nick: "other" }, MODERATORS],
  [{ type: "voice", room, nick: "victim" }, MODERATORS],
  [{ type: "unvoice", room, nick: "victim" }, MODERATORS],
  [{ type: "voice", room, nick: "nobody" }, {
    ...OWNERS,
    moderator: "no-such-user",
    owner: "no-such-user",
    operator: "no-such-user",
  }],
  [{ type: "set", room, moderated: true }, OWNERS],
  [{ type: "delete", room }, OWNERS],
  [{ type: "erase", room }, OWNERS],
  [{ type: "set", room, topic: "green" }, MODERATORS],
  [{ type: "set", room, limit: 7 }, OWNERS],
  [{ type: "set", room, invite: true }, OWNERS],
  [{ type: "invites", room }, { ...MODERATORS, moderator: "invites", owner: "invites", operator: "invites" }],
  [{ type: "revoke", room, code: "nonsense" }, {
    ...OWNERS,
    moderator: "bad-invite",
    owner: "bad-invite",
    operator: "bad-invite",
  }],
];

const INVITED: Expected = { ...MODERATORS, moderator: "invite", owner: "invite", operator: "invite" };

for (const hidden of [false, true]) {
  const table = [...TABLE, [{ type: "invite", room }, hidden ? INVITED : { ...INVITED, member: "invite" }] as const];
  for (const [command, expected] of table) {
    Deno.test(`${JSON.stringify(command).slice(0, 90)} in a ${hidden ? "hidden" : "public"} room`, () => {
      const found = Object.fromEntries(WHO.map((who) => {
        const { world, by } = scene(hidden);
        return [who, world.outcome(by[who], command)];
      }));
      assertEquals(found, expected);
    });
  }
}

Deno.test("what only operators may do is done for the whole server where no room is named", () => {
  const acts: Command[] = [
    { type: "kick", nick: "victim" },
    { type: "ban", nick: "victim" },
    { type: "unban", mask: "victim" },
    { type: "bans" },
  ];
  const { world, by } = scene(false);
  const codes = (who: Who) => acts.map((command) => world.outcome(by[who], command));
  assertEquals(codes("owner"), ["not-allowed", "not-allowed", "not-allowed", "not-allowed"]);
  assertEquals(codes("operator"), ["ok", "ok", "ok", "bans"]);
});

Deno.test("every act is kept as an entry of kind event, its actor hears its seq, and those who run the server read of it", () => {
  const { world, by } = scene(false);
  const acts: Command[] = [
    { type: "role", room, nick: "victim", role: "moderator" },
    { type: "role", room, nick: "victim", role: "member" },
    { type: "mute", room, nick: "victim" },
    { type: "unmute", room, nick: "victim" },
    { type: "set", room, topic: "green" },
    { type: "kick", room, nick: "member" },
    { type: "ban", room, nick: "victim" },
    { type: "unban", room, mask: "victim" },
    { type: "transfer", room, nick: "moderator" },
  ];
  const before = world.entries.get([...world.entries.keys()][0] as never)?.length ?? 0;
  for (const [index, command] of acts.entries()) {
    world.hear(by.moderator);
    const [ok] = world.ask(by.owner, command).filter(({ type }) => type === "ok");
    assertEquals(ok, { type: "ok", seq: before + index + 1 });
    const messages = world.hear(by.moderator).flatMap(({ event }) => event.type === "message" ? [event] : []);
    assertEquals(messages.map(({ kind, event }) => [kind, event?.type]), [["event", command.type]]);
    const audit = world.notices.flatMap((notice) => notice.type === "audit" ? [notice] : []).at(-1);
    assertEquals([audit?.act, audit?.by, audit?.room, audit?.address], [command.type, "owner", room, "10.0.0.1"]);
  }
});

Deno.test("the table has every act of order", () => {
  // A row is missing here where a new act does not compile.
  const acts: Readonly<Record<OrderCommand["type"], true>> = {
    kick: true,
    ban: true,
    mute: true,
    invite: true,
    role: true,
    voice: true,
    unvoice: true,
    transfer: true,
    unban: true,
    bans: true,
    unmute: true,
    delete: true,
    erase: true,
    invites: true,
    revoke: true,
  };
  const told = new Set(["invite", ...TABLE.map(([{ type }]) => type)]);
  assertEquals(Object.keys(acts).filter((type) => !told.has(type)), []);
});
