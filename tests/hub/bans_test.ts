// Whom a ban means: the one who is named, whatever they are called next; newcomers from their address; no neighbour.
import { assertEquals, assertMatch } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { passwordOf, World } from "../support/hub_world.ts";

const room = "tea";
const HERE = "192.0.2.7";
const ELSEWHERE = "198.51.100.1";

/** A room whose owner comes from elsewhere, and guests from one address, all in it. */
function scene(address: string, ...nicks: string[]): { world: World; owner: number; people: number[] } {
  const world = new World({ operators: ["root"] });
  const owner = world.register("owner", { address: ELSEWHERE });
  world.ask(owner, { type: "create", room });
  const people = nicks.map((nick) => world.enter(nick, { address }));
  for (const one of people) world.ask(one, { type: "join", room });
  for (const one of [owner, ...people]) world.hear(one);
  return { world, owner, people };
}

function members(world: World, asker: number): string[] {
  const [who] = world.ask(asker, { type: "who", room });
  return who?.type === "who" ? who.people.map(({ nick }) => nick) : [];
}

Deno.test("a guest's ban takes the guest out and no neighbour; of newcomers from there only accounts of old get in", () => {
  const { world, owner, people: [eve = 0, kim = 0] } = scene(HERE, "eve", "kim");
  const old = world.register("old", { address: HERE });
  assertEquals(world.outcome(owner, { type: "ban", room, nick: "eve" }), "ok");
  world.mono += 1;
  assertEquals(members(world, owner), ["kim", "owner"]);
  assertEquals(world.hear(kim).map(({ event }) => event.type === "message" && event.event?.nick), ["eve"]);
  assertEquals(world.outcome(old, { type: "join", room }), "joined");
  world.ask(kim, { type: "leave" });
  assertEquals(world.outcome(kim, { type: "join", room }), "joined", "kim was here before");
  assertEquals(world.outcome(eve, { type: "nick", nick: "adam" }), "ok");
  assertEquals(world.outcome(eve, { type: "join", room }), "banned");
  assertEquals(world.outcome(eve, { type: "register", password: "correct horse" }), "ok");
  assertEquals(world.outcome(eve, { type: "join", room }), "banned");
  const [refused] = world.ask(world.enter("zoe", { address: HERE }), { type: "join", room });
  assertEquals(refused?.type === "error" && refused.code, "banned");
  assertMatch(refused?.type === "error" ? refused.text : "", /^Somebody from your address is banned/);
  assertEquals(world.outcome(world.enter("max", { address: ELSEWHERE }), { type: "join", room }), "joined");
  const [bans] = world.ask(owner, { type: "bans", room });
  assertEquals(bans?.type === "bans" && bans.bans.map(({ mask, address }) => [mask, address]), [["eve", true]]);
});

for (
  const [what, address, neighbours] of [
    ["an address that many share", HERE, 3],
    ["the machine itself", "127.0.0.1", 0],
  ] as const
) {
  Deno.test(`a guest's ban from ${what} keeps nobody out but the guest`, () => {
    const nicks = ["eve", ...Array.from({ length: neighbours }, (_, n) => `n${n}`)];
    const { world, owner, people: [eve = 0] } = scene(address, ...nicks);
    assertEquals(world.outcome(owner, { type: "ban", room, nick: "eve" }), "ok");
    assertEquals(members(world, owner).length, neighbours + 1);
    assertEquals(world.outcome(eve, { type: "join", room }), "banned");
    assertEquals(world.outcome(world.enter("zoe", { address }), { type: "join", room }), "joined");
    const [bans] = world.ask(owner, { type: "bans", room });
    assertEquals(bans?.type === "bans" && bans.bans.map((ban) => "address" in ban), [false]);
  });
}

Deno.test("of everybody whom a mask takes out the members are told, and of who is named only by the entry", () => {
  const { world, owner, people: [eve = 0, kim = 0] } = scene(HERE, "eve", "kim");
  const max = world.enter("max", { address: ELSEWHERE });
  world.ask(max, { type: "join", room });
  const told = () =>
    world.hear(max).flatMap(({ event }) =>
      event.type === "member"
        ? [`${event.nick} ${event.change} by ${event.by}: ${event.reason}`]
        : event.type === "message"
        ? [event.text]
        : []
    );
  told();
  world.ask(owner, { type: "ban", room, mask: `address:${HERE}`, reason: "spam" });
  assertEquals(told(), [
    "eve kicked by owner: spam",
    "kim kicked by owner: spam",
    `owner banned address:${HERE}: spam`,
  ]);
  for (const one of [eve, kim]) assertEquals(world.hear(one).at(-1)?.event.type, "left");
  world.ask(owner, { type: "unban", room, mask: `address:${HERE}` });
  world.ask(kim, { type: "join", room });
  told();
  world.ask(owner, { type: "ban", room, nick: "kim" });
  assertEquals(told(), ["owner banned kim"]);
});

Deno.test("a ban from the server: no neighbour goes, nobody takes the name, operators always get in", () => {
  const { world, people: [eve = 0, kim = 0] } = scene(HERE, "eve", "kim");
  const root = world.register("root", { address: "127.0.0.1" });
  const hello = (nick: string, address = HERE) => {
    const answer = world.hear(world.enter(nick, { address }))[0]?.event;
    return answer?.type === "error" ? answer.code : answer?.type;
  };
  assertEquals(world.outcome(root, { type: "ban", nick: "eve" }), "ok");
  assertEquals([eve, kim].map((one) => world.open.has(one)), [false, true]);
  assertEquals(["eve", "other", "Eve"].map((nick) => hello(nick)), ["banned", "banned", "banned"]);
  assertEquals(hello("other", ELSEWHERE), "welcome");
  assertEquals(world.outcome(kim, { type: "nick", nick: "EVE" }), "banned");
  assertEquals(world.outcome(root, { type: "ban", mask: `address:${ELSEWHERE}` }), "ok");
  assertEquals(hello("third", ELSEWHERE), "banned");
  world.ask(root, { type: "quit" });
  const back = world.login("root", { address: ELSEWHERE });
  assertEquals(world.hear(back)[0]?.event.type, "welcome");
});

Deno.test("a neighbour whose link drops comes back by its token, though newcomers from there are banned", () => {
  const { world } = scene(HERE, "eve");
  const root = world.register("root", { address: "127.0.0.1" });
  const late = world.enter("late", { address: HERE });
  const welcome = world.hear(late)[0]?.event;
  assertEquals(world.outcome(root, { type: "ban", nick: "eve" }), "ok");
  world.drop(late);
  const resume = welcome?.type === "welcome" ? welcome.resume : "";
  const back = world.hear(world.enter("late", { address: HERE, resume }))[0]?.event;
  assertEquals(back?.type === "welcome" && back.resumed, true);
});

Deno.test("whoever is banned stays banned over a restart of the server, by nick, account, session and address", () => {
  const { world, owner } = scene(HERE);
  const eve = world.enter("Eve", { address: HERE });
  const welcome = world.hear(eve)[0]?.event;
  const resume = welcome?.type === "welcome" ? welcome.resume : "";
  const bob = world.register("bob", { address: ELSEWHERE });
  for (const nick of ["eve", "bob"]) world.ask(owner, { type: "ban", room, nick });
  world.ask(owner, { type: "say", text: "x", room });
  world.ask(bob, { type: "nick", nick: "robert" });
  const rooms = [...world.store.records.values()].map((record) => ({ record, first: 1, head: 1 }));
  const after = new World({ boot: "c", kept: [...world.store.kept.values()], rooms });
  after.mono = world.mono + 1;
  const join = (connection: number) => after.outcome(connection, { type: "join", room });
  assertEquals(join(after.enter("eVE", { address: "203.0.113.1" })), "banned", "by nick");
  assertEquals(join(after.enter("adam", { address: HERE })), "banned", "by address");
  assertEquals(join(after.enter("ada", { address: "203.0.113.4", resume })), "banned", "by session");
  const back = after.connect("203.0.113.2");
  after.ask(back, { type: "hello", nick: "bob", password: passwordOf("bob") });
  after.ask(back, { type: "nick", nick: "robert" });
  assertEquals(join(back), "banned", "by account");
  assertEquals(join(after.enter("max", { address: "203.0.113.3" })), "joined");
});

Deno.test("who is removed from the server is said to be, by whom and why, in the rooms that they were in", () => {
  for (const type of ["kick", "ban"] as const) {
    const { world, people: [eve = 0, kim = 0] } = scene(HERE, "eve", "kim");
    const root = world.register("root");
    world.ask(root, { type, nick: "eve", reason: "spam" });
    assertEquals(world.hear(kim).map(({ event }) => event), [
      { type: "member", room, nick: "eve", change: "kicked", by: "root", reason: "spam" },
    ]);
    const bye = world.hear(eve).at(-1)?.event;
    assertEquals(bye?.type === "bye" && bye.code, type === "kick" ? "kicked" : "banned");
    assertEquals(members(world, kim), ["kim", "owner"]);
  }
});

Deno.test("a ban and a mute for a time end with it, say so in the room, and in the log when", () => {
  const { world, owner, people: [eve = 0, kim = 0] } = scene(HERE, "eve", "kim");
  world.ask(owner, { type: "ban", room, nick: "eve", for: 5_400, reason: "spam" });
  world.ask(owner, { type: "mute", room, nick: "kim", for: 60 });
  const said = world.hear(kim).flatMap(({ event }) => event.type === "message" ? [event.text] : []);
  assertEquals(said, ["owner banned eve for 1 hour 30 minutes: spam", "owner muted kim for 1 minute"]);
  const audits = world.notices.flatMap((notice) => notice.type === "audit" ? [notice] : []).slice(-2);
  assertEquals(audits.map(({ act, detail }) => [act, detail]), [
    ["ban", `reason: spam, until: ${new Date(1_000_000 + world.mono + 5_400_000).toISOString()}`],
    ["mute", `until: ${new Date(1_000_000 + world.mono + 60_000).toISOString()}`],
  ]);
  const both = (): string[] => [
    world.outcome(eve, { type: "join", room }),
    world.outcome(kim, { type: "say", text: "x", room }),
  ];
  assertEquals(both(), ["banned", "muted"]);
  world.mono += 60_000;
  assertEquals(both(), ["banned", "said"]);
  world.mono += 5_340_000;
  assertEquals(both(), ["joined", "said"]);
  const [bans] = world.ask(owner, { type: "bans", room });
  assertEquals(bans?.type === "bans" && [bans.bans, bans.mutes], [[], []]);
});

Deno.test("who is banned from the server comes back by no token, and not by an old one when the ban is over", () => {
  const world = new World({ operators: ["root"] });
  const root = world.register("root");
  world.ask(world.register("ann", { address: HERE }), { type: "quit" });
  const ann = world.login("ann", { address: HERE });
  const welcome = world.hear(ann)[0]?.event;
  const resume = welcome?.type === "welcome" ? welcome.resume : "";
  const eve = world.enter("eve", { address: ELSEWHERE });
  const hers = world.hear(eve)[0]?.event;
  const token = hers?.type === "welcome" ? hers.resume : "";
  for (const nick of ["ann", "eve"]) assertEquals(world.outcome(root, { type: "ban", nick, for: 60 }), "ok");
  const hello = (nick: string, resume: string) => {
    const answer = world.hear(world.enter(nick, { address: "203.0.113.9", resume }))[0]?.event;
    return answer?.type === "error" ? answer.code : answer?.type;
  };
  assertEquals([hello("ann", resume), hello("anna", resume)], ["banned", "welcome"], "the token is nobody's");
  assertEquals([hello("eve", token), hello("eva", token)], ["banned", "banned"]);
  const back = world.connect("203.0.113.9");
  const [refused] = world.ask(back, { type: "hello", nick: "ann", password: passwordOf("ann") });
  assertEquals(refused?.type === "error" && refused.code, "banned");
  world.mono += 60_000;
  assertEquals([hello("ann", resume), hello("eve", token)], ["nick-registered", "welcome"]);
  assertEquals(world.ask(back, { type: "hello", nick: "ann", password: passwordOf("ann") })[0]?.type, "welcome");
});

Deno.test("a guest who is banned or muted and becomes an account, old or new, is that as an account too", () => {
  for (const how of ["register", "login"] as const) {
    for (const type of ["ban", "mute"] as const) {
      const { world, owner, people: [eve = 0] } = scene("127.0.0.1", "eve");
      if (how === "login") world.ask(world.register("ann"), { type: "quit" });
      world.outcome(owner, { type, room, nick: "eve" });
      world.outcome(eve, { type: "nick", nick: "adam" });
      const proof: Command = how === "login"
        ? { type: "login", nick: "ann", password: passwordOf("ann") }
        : { type: "register", password: passwordOf("adam") };
      assertEquals(world.outcome(eve, proof), "ok");
      world.ask(eve, { type: "quit" });
      const back = world.login(how === "login" ? "ann" : "adam", { address: "127.0.0.1" });
      const joined = world.outcome(back, { type: "join", room });
      assertEquals(joined, type === "ban" ? "banned" : "joined", how);
      if (type === "mute") assertEquals(world.outcome(back, { type: "say", text: "x", room }), "muted", how);
      assertEquals(world.outcome(owner, { type: `un${type}`, room, mask: "eve", nick: "eve" } as Command), "ok");
      if (type === "ban") assertEquals(world.outcome(back, { type: "join", room }), "joined", how);
    }
  }
});

Deno.test("who is silent is found by any of their names, and no ban of an address keeps an operator out of a room", () => {
  const { world, owner } = scene(HERE);
  const bob = world.register("bob", { address: HERE });
  world.ask(bob, { type: "join", room });
  world.ask(bob, { type: "nick", nick: "rob" });
  assertEquals(world.outcome(owner, { type: "mute", room, nick: "bob" }), "ok");
  assertEquals(world.outcome(bob, { type: "say", text: "x" }), "muted");
  world.ask(bob, { type: "nick", nick: "bobby" });
  assertEquals(world.outcome(owner, { type: "unmute", room, nick: "bobby" }), "ok");
  assertEquals(world.outcome(bob, { type: "say", text: "x" }), "said");
  world.ask(world.register("root"), { type: "quit" });
  const root = world.login("root", { address: "203.0.113.7" });
  assertEquals(world.outcome(owner, { type: "ban", room, mask: "address:203.0.113.0/24" }), "ok");
  assertEquals(world.outcome(root, { type: "join", room }), "joined");
});

Deno.test("who is banned is told for how long yet, and why; of a hidden room nothing", () => {
  const { world, owner, people: [eve = 0] } = scene(HERE, "eve");
  const refusal = (connection: number, command: Command) => {
    const [event] = world.ask(connection, command);
    return event?.type === "error" ? event.text : undefined;
  };
  world.ask(owner, { type: "ban", room, nick: "eve", for: 7_200, reason: "spam" });
  world.mono += 1_800_000;
  assertEquals(refusal(eve, { type: "join", room }), "You are banned from tea for 1 hour 30 minutes more: spam");
  assertEquals(
    refusal(world.enter("zoe", { address: HERE }), { type: "join", room }),
    "Somebody from your address is banned from tea for 1 hour 30 minutes more, so newcomers from there are kept out: spam",
  );
  world.ask(owner, { type: "set", room, private: true });
  assertMatch(refusal(eve, { type: "join", room }) ?? "", /^There is no such room/);
  world.ask(owner, { type: "set", room, private: false });
  world.ask(owner, { type: "ban", room, nick: "eve" });
  assertEquals(refusal(eve, { type: "join", room }), "You are banned from tea");
});

Deno.test("who is banned from the server is told for how long yet, and why", () => {
  const { world } = scene(ELSEWHERE);
  const root = world.register("root");
  assertEquals(world.outcome(root, { type: "ban", mask: `address:${HERE}`, for: 30, reason: "flood" }), "ok");
  const link = world.connect(HERE);
  const [event] = world.ask(link, { type: "hello", nick: "eve" });
  assertEquals(
    event?.type === "error" && event.text,
    "You are banned from this server for 30 seconds more: flood",
  );
});
