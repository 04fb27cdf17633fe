import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { Failures } from "../../lib/hub/failures.ts";
import { passwordOf, World } from "../support/hub_world.ts";

function only<T extends Event["type"]>(events: readonly Event[], type: T): EventOf<T> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`Cannot find ${type} in ${JSON.stringify(events)}`);
  return found as EventOf<T>;
}

function code(events: readonly Event[]): string {
  const [answer] = events;
  return answer?.type === "error" ? answer.code : answer?.type ?? "nothing";
}

function welcomeOf(world: World, connection: number): EventOf<"welcome"> {
  return only(world.hear(connection).map(({ event }) => event), "welcome");
}

function hello(world: World, nick: string, more: { password?: string; resume?: string } = {}): Event[] {
  const connection = world.connect();
  return world.ask(connection, { type: "hello", nick, ...more });
}

const VOIDING: readonly Command[] = [
  { type: "passwd", old: passwordOf("ann"), password: "another password" },
  { type: "logout" },
  { type: "unregister", password: passwordOf("ann") },
];

for (const command of VOIDING) {
  Deno.test(`${command.type} makes older resume tokens of the account void`, () => {
    const world = new World();
    const ann = world.register("ann");
    const first = world.login("ann");
    const { resume } = welcomeOf(world, first);
    world.drop(first);
    assertEquals(code(world.ask(ann, command)), "ok");
    const answer = hello(world, "ann", { resume });
    const expected = command.type === "unregister" ? "nick-taken" : "nick-registered";
    assertEquals(code(answer), expected);
  });
}

Deno.test("a ban makes older resume tokens of the account void", () => {
  const world = new World();
  const owner = world.register("owner");
  world.ask(owner, { type: "create", room: "tea" });
  world.register("ann");
  const second = world.login("ann");
  const { resume } = welcomeOf(world, second);
  // No room that one has nothing to do with logs one out.
  world.ask(owner, { type: "ban", room: "tea", nick: "ann" });
  assertEquals(code(world.ask(second, { type: "resume", resume })), "resume");
  world.ask(owner, { type: "unban", room: "tea", mask: "ann" });
  world.ask(second, { type: "join", room: "tea" });
  world.ask(owner, { type: "ban", room: "tea", nick: "ann" });
  assertEquals(code(world.ask(second, { type: "resume", resume })), "bad-request");
  world.drop(second);
  assertEquals(code(hello(world, "ann", { resume })), "nick-registered");
});

Deno.test("a token of an account needs no password, and one from before registering is none of it", () => {
  const world = new World();
  const guest = world.enter("ann");
  const before = welcomeOf(world, guest).resume;
  const { resume } = only(world.ask(guest, { type: "register", password: passwordOf("ann") }), "ok");
  world.drop(guest);
  assertEquals(code(hello(world, "ann", { resume: before })), "nick-registered");
  const back = only(hello(world, "ann", { ...(resume !== undefined && { resume }) }), "welcome");
  assertEquals([back.account, back.resumed], ["ann", true]);
});

Deno.test("who has as much to do as it can with passwords says busy, and nothing is held for ever", () => {
  const world = new World();
  const ann = world.enter("ann");
  world.store.busy = true;
  assertEquals(code(world.ask(ann, { type: "register", password: passwordOf("ann") })), "busy");
  world.store.busy = false;
  assertEquals(code(world.ask(ann, { type: "register", password: passwordOf("ann") })), "ok");
  world.store.busy = true;
  assertEquals(code(hello(world, "ann", { password: passwordOf("ann") })), "busy");
  assertEquals(world.held.size, 0);
});

Deno.test("an account that could not be stored was never there", () => {
  const world = new World();
  const ann = world.enter("ann");
  world.hear(ann);
  world.say(ann, { type: "register", password: passwordOf("ann") });
  world.step();
  const early = world.connect();
  world.say(early, { type: "hello", nick: "Ann", password: passwordOf("ann") });
  assertEquals(code(world.hear(early).map(({ event }) => event)), "busy", "nobody logs in before it is stored");
  world.step(false);
  assertEquals(code(world.hear(ann).map(({ event }) => event)), "storage");
  assertEquals(code(world.ask(ann, { type: "register", password: passwordOf("ann") })), "ok");
});

Deno.test("a new password that could not be stored leaves the old one", () => {
  const world = new World();
  const ann = world.register("ann");
  world.hear(ann);
  world.say(ann, { type: "passwd", old: passwordOf("ann"), password: "another password" });
  world.step();
  world.step();
  world.step(false);
  assertEquals(code(world.hear(ann).map(({ event }) => event)), "storage");
  assertEquals(code(hello(world, "ann", { password: passwordOf("ann") })), "welcome");
});

Deno.test("no password is in any notice, and none in any answer", () => {
  const world = new World({ operators: ["ann"] });
  const seen: string[] = [];
  world.onHeard = (_, heard) => void seen.push(JSON.stringify(heard));
  const ann = world.register("ann");
  world.ask(ann, { type: "passwd", old: passwordOf("ann"), password: "hunter2hunter2" });
  world.ask(ann, { type: "passwd", old: "hunter3hunter3", password: "hunter4hunter4" });
  hello(world, "ann", { password: "hunter5hunter5" });
  world.ask(world.enter("eve"), { type: "login", nick: "ann", password: "hunter6hunter6" });
  world.ask(ann, { type: "create", room: "tea", password: "hunter7hunter7" });
  world.ask(ann, { type: "set", room: "tea", password: "hunter8hunter8" });
  world.ask(ann, { type: "unregister", password: "hunter2hunter2" });
  const told = seen.join("\n") + JSON.stringify(world.notices);
  assert(!/hunter\d|password of/.test(told), told.match(/.{80}(hunter\d|password of).{40}/)?.[0]);
});

Deno.test("what a guest owned is the account's once it registers, and stays its own over connections", () => {
  const world = new World();
  const ann = world.enter("ann");
  world.ask(ann, { type: "create", room: "tea" });
  world.ask(ann, { type: "say", text: "mine" });
  world.ask(ann, { type: "register", password: passwordOf("ann") });
  world.ask(ann, { type: "quit" });
  const back = world.login("ann");
  assertEquals(only(world.ask(back, { type: "join", room: "tea" }), "joined").role, "owner");
  world.ask(back, { type: "logout" });
  const [joined] = world.ask(back, { type: "join", room: "tea" });
  assertEquals(joined?.type === "joined" && joined.role, "member", "a guest has nothing of the account's");
});

Deno.test("what a guest owned goes with its session, whoever bears its nick later", () => {
  const world = new World();
  const ann = world.enter("ann");
  world.ask(ann, { type: "create", room: "tea" });
  world.ask(ann, { type: "say", text: "mine" });
  world.ask(ann, { type: "quit" });
  const other = world.enter("ann");
  assertEquals(only(world.ask(other, { type: "join", room: "tea" }), "joined").role, "member");
});

Deno.test("five failures in a minute cost a minute, and each further one twice as long; being right starts anew", () => {
  const failures = new Failures();
  const fail = (mono: number) => {
    failures.begin("ann", mono);
    failures.end("ann", mono, true);
    return failures.wait("ann", mono);
  };
  assertEquals([0, 1, 2, 3, 4].map((n) => fail(n * 1_000)), [0, 0, 0, 0, 60_000]);
  assertEquals([fail(64_000), fail(184_000), fail(424_000)], [120_000, 240_000, 480_000]);
  assertEquals(failures.wait("ann", 904_000), 0);
  failures.forget("ann");
  assertEquals([0, 1, 2, 3].map((n) => fail(1_000_000 + n)), [0, 0, 0, 0]);
  assertEquals(fail(1_060_001), 0, "a minute later the first ones count no more");
});

Deno.test("passwords that are being looked at count: no more are than could fail", () => {
  const failures = new Failures();
  for (let n = 0; n < 5; n++) {
    assertEquals(failures.crowded("ann", 0), false);
    failures.begin("ann", 0);
  }
  assertEquals(failures.crowded("ann", 0), true);
  failures.end("ann", 0, false);
  assertEquals(failures.crowded("ann", 0), false);
});

Deno.test("when an account was seen is known after a crash too, as of its last coming", () => {
  const world = new World();
  const ann = world.register("ann");
  world.mono += 1_000;
  world.ask(ann, { type: "quit" });
  world.mono += 5_000;
  world.login("ann");
  // The server ends without a word.
  const after = new World({ boot: "c", kept: [...world.store.kept.values()] });
  const [whois] = after.ask(after.enter("eve"), { type: "whois", nick: "ann" });
  assertEquals(whois?.type === "whois" && [whois.status, whois.seen], ["offline", 1_006_000]);
});

Deno.test("a password that is kept by parameters of yesterday is kept by those of today from its next use", () => {
  const world = new World();
  world.register("ann");
  const secret = () => [...world.store.kept.values()].flatMap((kept) => kept.type === "account" ? [kept.secret] : []);
  assertEquals(secret(), [`secret of ${passwordOf("ann")}`]);
  world.store.outdated = true;
  assertEquals(code(hello(world, "ann", { password: "something else" })), "bad-password");
  assertEquals(secret(), [`secret of ${passwordOf("ann")}`]);
  assertEquals(code(hello(world, "ann", { password: passwordOf("ann") })), "welcome");
  assertEquals(secret(), [`newer secret of ${passwordOf("ann")}`]);
  world.store.outdated = false;
  assertEquals(code(hello(world, "ann", { password: passwordOf("ann") })), "welcome");
});

Deno.test("nobody writes to oneself, under the nick or the account's name", () => {
  const world = new World();
  const ann = world.register("ann");
  world.ask(ann, { type: "nick", nick: "zed" });
  for (const to of ["zed", "ANN", "Zed"]) {
    assertEquals(world.outcome(ann, { type: "tell", to: [to], text: "x" }), "not-to-yourself");
  }
});

Deno.test("the place of a connection that can't come back goes to the one that follows it, and with that", () => {
  const world = new World();
  const [first, second] = [world.register("ann"), world.login("ann")];
  const eve = world.enter("eve");
  for (const one of [eve, first]) world.ask(one, { type: "join", room: "lobby" });
  world.ask(second, { type: "passwd", old: passwordOf("ann"), password: passwordOf("ann") });
  world.drop(first);
  // Its token is void: who comes by the password is where it was.
  const third = world.login("ann");
  assertEquals(welcomeOf(world, third).rooms, ["lobby"]);
  for (let second = 0; second < 31; second++) {
    for (const open of world.open) world.say(open, { type: "pong" });
    world.tick(1_000);
  }
  world.hear(eve);
  const members = () => {
    const [who] = world.ask(eve, { type: "who", room: "lobby" });
    return who?.type === "who" ? who.people.map(({ nick }) => nick) : [];
  };
  assertEquals(members(), ["ann", "eve"]);
  world.ask(third, { type: "quit" });
  assertEquals(members(), ["eve"], "the second was never in it");
});

Deno.test("a right password lets its account start anew, and no more places are remembered than a bound", () => {
  const world = new World();
  world.register("ann");
  const from = (address: string, password: string) => {
    return code(world.ask(world.connect(address), { type: "hello", nick: "ann", password }));
  };
  const wrong = (address: string) => Array.from({ length: 4 }, () => from(address, "wrong password"));
  assertEquals(wrong("192.0.2.1"), Array(4).fill("bad-password"));
  assertEquals(from("192.0.2.2", passwordOf("ann")), "welcome");
  assertEquals(wrong("192.0.2.3"), Array(4).fill("bad-password"));
  assertEquals(from("192.0.2.4", "wrong password"), "bad-password");
  assertEquals(from("192.0.2.5", passwordOf("ann")), "too-fast");

  const failures = new Failures();
  const fail = (place: string) => {
    failures.begin(place, 0);
    failures.end(place, 0, true);
  };
  for (let n = 0; n < 5; n++) fail("first");
  assertEquals(failures.wait("first", 0), 60_000);
  for (let n = 0; n < 19_999; n++) fail(`${n}`);
  assertEquals(failures.wait("first", 0), 60_000);
  fail("one more");
  assertEquals(failures.wait("first", 0), 0);
});
