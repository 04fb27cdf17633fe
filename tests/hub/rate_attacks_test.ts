// Ways around the rates: other connections, other addresses of one's own, other accounts, other names.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { passwordOf, World } from "../support/hub_world.ts";

const RATE = { burst: 10, perSecond: 1 };
const SHOUT: Command = { type: "shout", text: "hear me" };
/** A connection's ten and an address's hundred, and what is refilled of them in the time that a test takes. */
const ADDRESS_MOST = 100;

function isDone(world: World, connection: number, command: Command): boolean {
  const [answer] = world.ask(connection, command);
  return answer !== undefined && answer.type !== "error";
}

function doneBy(world: World, connection: number, command: Command, tries: number): number {
  return Array.from({ length: tries }, () => isDone(world, connection, command)).filter(Boolean).length;
}

Deno.test("connecting anew, under other names, gives one address no more than its share", () => {
  const world = new World({ rate: RATE });
  let done = 0;
  for (let n = 0; n < 40; n++) {
    const one = world.enter(`p${n}`, { address: "192.0.2.1" });
    done += doneBy(world, one, SHOUT, 12);
    world.ask(one, { type: "quit" });
  }
  assertEquals(done, ADDRESS_MOST);
});

Deno.test("the addresses of one /64 are one", () => {
  const world = new World({ rate: RATE });
  let done = 0;
  for (let n = 1; n <= 40; n++) {
    const one = world.enter(`p${n}`, { address: `2001:db8:0:1:${n.toString(16)}::${n}` });
    done += doneBy(world, one, SHOUT, 12);
  }
  assertEquals(done, ADDRESS_MOST);
});

Deno.test("an account has one share however many connections it comes with, from wherever", () => {
  const world = new World({ rate: RATE });
  world.register("ann", { address: "192.0.2.1" });
  world.mono += 60_000;
  let done = 0;
  for (let n = 0; n < 8; n++) {
    const one = world.login("ann", { address: `198.51.100.${n + 1}` });
    done += doneBy(world, one, SHOUT, 12);
  }
  assertEquals(done, RATE.burst);
});

Deno.test("many accounts of one address share what that has", () => {
  const world = new World({ rate: RATE });
  const people = Array.from({ length: 20 }, (_, n) => {
    world.mono += 3_600_000;
    return world.register(`p${n}`, { address: "192.0.2.1" });
  });
  world.mono += 3_600_000;
  const done = people.map((one) => doneBy(world, one, SHOUT, 12)).reduce((sum, each) => sum + each, 0);
  assertEquals(done, ADDRESS_MOST);
});

Deno.test("logging in and out gives nobody a new share", () => {
  const world = new World({ rate: { burst: 20, perSecond: 1 } });
  const ann = world.register("ann");
  world.mono += 60_000;
  let done = 0;
  for (let n = 0; n < 5; n++) {
    done += doneBy(world, ann, SHOUT, 3);
    world.ask(ann, { type: "logout" });
    done += doneBy(world, ann, SHOUT, 3);
    world.ask(ann, { type: "login", nick: "ann", password: passwordOf("ann") });
  }
  // Of twenty units each logout and login that was done took two.
  assert(done <= 20, `${done} were done`);
});

Deno.test("right passwords keep nobody's from being looked at: an address has a minute's worth of them", () => {
  const world = new World({ rate: RATE });
  world.ask(world.register("eve", { address: "192.0.2.9" }), { type: "quit" });
  const tries = Array.from({ length: 100 }, () => {
    const one = world.connect("192.0.2.9");
    const [answer] = world.ask(one, { type: "hello", nick: "eve", password: passwordOf("eve") });
    world.ask(one, { type: "quit" });
    return answer?.type === "error" ? answer.code : answer?.type;
  });
  assertEquals(tries.filter((each) => each === "welcome").length, 60);
  assertEquals([...new Set<string | undefined>(tries)], ["welcome", "too-fast"]);
  world.register("ann", { address: "192.0.2.1" });
  const other = world.login("ann", { address: "198.51.100.7" });
  assertEquals(world.hear(other)[0]?.event.type, "welcome");
});

Deno.test("wrong passwords count for the account from wherever they come, and for the address whomever they try", () => {
  const world = new World({ rate: RATE });
  for (const nick of ["ann", "bob"]) world.register(nick, { address: "10.1.1.1" });
  const hello = (nick: string, address: string, password = "wrong password") => {
    const [answer] = world.ask(world.connect(address), { type: "hello", nick, password });
    return answer?.type === "error" ? answer.code : answer?.type;
  };
  const far = Array.from({ length: 6 }, (_, n) => hello("ann", `198.51.100.${n}`));
  assertEquals(far, [...Array(5).fill("bad-password"), "too-fast"]);
  assertEquals(hello("bob", "198.51.100.1"), "bad-password", "bob is not meant");
  const near = ["n1", "n2", "n3", "n4", "n5", "bob"].map((nick) => hello(nick, "203.0.113.1"));
  assertEquals(near, [...Array(5).fill("bad-password"), "too-fast"]);
  assertEquals(hello("bob", "203.0.113.2", passwordOf("bob")), "welcome");
});

Deno.test("the connections of one /64 are counted together, and so are the places that grace keeps for them", () => {
  const world = new World({ perAddressMax: 3 });
  const from = (n: number) => world.enter(`p${n}`, { address: `2001:db8:0:1::${n}` });
  const outcomes = [1, 2, 3, 4].map((n) => world.hear(from(n))[0]?.event);
  assertEquals(
    outcomes.map((event) => event?.type === "error" ? event.code : event?.type).join(" "),
    [
      ...["welcome", "welcome", "welcome"],
      "too-many-connections",
    ].join(" "),
  );
  for (const one of [...world.open]) world.drop(one);
  for (let n = 5; n < 20; n++) world.drop(from(n));
  const asker = world.enter("far", { address: "2001:db8:0:2::1" });
  const [who] = world.ask(asker, { type: "who" });
  assertEquals(who?.type === "who" && who.people.length, 4);
});

Deno.test("twenty accounts an hour are registered from one address, under whatever names", () => {
  const world = new World({ rate: { burst: 1_000, perSecond: 1_000 } });
  const register = (n: number, address: string) => {
    const one = world.enter(`p${n}`, { address });
    const [answer] = world.ask(one, { type: "register", password: "correct horse" });
    world.ask(one, { type: "quit" });
    return answer?.type === "error" ? answer.code : answer?.type;
  };
  const made = Array.from({ length: 25 }, (_, n) => register(n, "192.0.2.1"));
  assertEquals(made.lastIndexOf("ok"), 19);
  assertEquals(made.at(-1), "too-fast");
  assertEquals(register(30, "192.0.2.2"), "ok");
  world.mono += 3_600_000 / 20;
  assertEquals([register(31, "192.0.2.1"), register(32, "192.0.2.1")], ["ok", "too-fast"]);
});

Deno.test("coming and going for ever under other names, one address is slowed down, others and the machine itself are not", () => {
  const world = new World({ rate: RATE });
  const comeAndGo = (address: string, times: number) => {
    let come = 0;
    for (let n = 0; n < times; n++) {
      const one = world.connect(address);
      if (isDone(world, one, { type: "hello", nick: `p${n}` })) come += 1;
      world.ask(one, { type: "quit" });
    }
    return come;
  };
  assertEquals(comeAndGo("192.0.2.1", 1_500), 1_000);
  assertEquals([comeAndGo("192.0.2.2", 10), comeAndGo("127.0.0.1", 1_500)], [10, 1_500]);
  world.mono += 5_000;
  assertEquals(comeAndGo("192.0.2.1", 1_500), 100);
});
