// People under everything at once: they register, log in and out, are removed, banned and muted, write to each other,
// make groups and leave them, while the store answers late or badly, and the server is started anew.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/chat/command.ts";
import { fold } from "../../lib/chat/names.ts";
import type { HubOptions } from "../../lib/hub/options.ts";
import { World } from "../support/hub_world.ts";
import { PeopleEar } from "./people_ear.ts";

const RUNS = 4_000;
const LINKS = 4;
const NICKS = ["ann", "bob", "eve", "root"];
const ROOMS = ["tea", "den"];

const nick = fc.constantFrom(...NICKS);
const room = fc.constantFrom("tea", ...ROOMS);
const role = fc.constantFrom("owner" as const, "moderator" as const, "member" as const);
const flag = fc.boolean();
const password = fc.constantFrom("a password", "a password", "a password", "another one");
const of = <T extends Command["type"], M>(type: T, model: { [K in keyof M]: fc.Arbitrary<M[K]> }, weight = 1) => ({
  weight,
  arbitrary: fc.record({ type: fc.constant(type), ...model }) as unknown as fc.Arbitrary<Command>,
});

const request: fc.Arbitrary<Command> = fc.oneof(
  of("register", { password: fc.constant("a password") }, 5),
  of("login", { nick, password }, 4),
  of("logout", {}, 2),
  of("unregister", { password }, 1),
  of("passwd", { old: password, password: fc.constant("a password") }, 1),
  of("nick", { nick }, 3),
  of("join", { room, create: flag }, 8),
  of("create", { room, private: flag }, 2),
  of("leave", { room }),
  of("say", { room, text: fc.constant("hi") }, 5),
  of("set", { room, invite: flag }),
  of("role", { room, nick, role }, 3),
  of("transfer", { room, nick }),
  of("kick", { room, nick }, 2),
  of("ban", { room, nick }, 2),
  of("unban", { room, mask: nick }),
  of("mute", { room, nick }),
  of("voice", { room, nick }),
  of("unvoice", { room, nick }),
  of("set", { room, moderated: flag }),
  of("uid", { uid: fc.constantFrom("u-1", "u-2") }),
  of("unmute", { room, nick }),
  of("kick", { nick }),
  of("ban", { nick, for: fc.constant(1) }),
  of("invite", { room, nick }),
  of("delete", { room }),
  of("erase", { room }),
  of("erase", { with: nick }),
  of("tell", { to: fc.array(nick, { minLength: 1, maxLength: 3 }), text: fc.constant("psst") }, 5),
  of("group", { group: fc.constantFrom("groupX", "groupY"), members: fc.constant(NICKS) }, 2),
  of("ungroup", { group: fc.constantFrom("groupX", "groupY") }),
  of("tell", { group: fc.constantFrom("groupX", "groupY"), text: fc.constant("all") }, 2),
  of("history", { with: fc.constantFrom(...NICKS, "groupX") }),
  of("history", { room }),
  of("read", { with: nick, seq: fc.nat(3) }),
  of("conversations", {}),
  of("whois", { nick }),
  of("shout", { text: fc.constant("all") }),
  of("quit", {}),
);

type Step =
  | { readonly do: "hello"; readonly link: number; readonly nick: string; readonly how: "guest" | "account" | "token" }
  | { readonly do: "ask"; readonly link: number; readonly command: Command }
  | { readonly do: "drop"; readonly link: number }
  | { readonly do: "tick"; readonly seconds: number }
  | { readonly do: "work"; readonly count: number; readonly well: boolean };

const link = fc.nat(LINKS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("hello" as const),
      link,
      nick,
      how: fc.constantFrom("guest" as const, "account" as const, "token" as const),
    }),
  },
  { weight: 24, arbitrary: fc.record({ do: fc.constant("ask" as const), link, command: request }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), link }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("tick" as const), seconds: fc.constantFrom(1, 31) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("work" as const),
      count: fc.integer({ min: 1, max: 6 }),
      well: fc.nat(14).map((n) => n > 0),
    }),
  },
);

const options = fc.record({
  graceMs: fc.constantFrom(30_000, 30_000, 0),
  requireLogin: fc.nat(9).map((n) => n === 0),
  rate: fc.constantFrom(undefined, undefined, { burst: 8, perSecond: 1 }),
});

class Play {
  readonly world: World;
  readonly #ears = new Map<number, PeopleEar>();
  readonly #links: number[] = [];
  readonly #tokens: (string | undefined)[] = [];
  #asked = 0;

  constructor(chosen: Partial<HubOptions>) {
    this.world = new World({ roomsPerClient: 3, operators: ["root"], ...chosen });
    this.world.onHeard = (connection, heard) => this.#ear(connection).hear(heard);
    for (let each = 0; each < LINKS; each++) {
      this.take({ do: "hello", link: each, nick: NICKS[each] ?? "", how: "guest" });
      if (each !== 2) this.#ask(this.#links[each] ?? 0, { type: "register", password: "a password" });
      this.#ask(this.#links[each] ?? 0, { type: "join", room: "tea", create: true });
      this.world.finish();
    }
  }

  take(step: Step): void {
    const { world } = this;
    switch (step.do) {
      case "hello":
        return this.#hello(step);
      case "ask":
        return this.#ask(this.#links[step.link] ?? 0, step.command);
      case "drop":
        return world.drop(this.#links[step.link] ?? 0);
      case "tick":
        for (let second = 0; second < step.seconds; second++) {
          for (const open of world.open) world.say(open, { type: "pong" });
          world.tick(1_000);
        }
        return;
      case "work":
        for (let each = 0; each < step.count && world.step(step.well); each++);
    }
  }

  check(): void {
    assertEquals(this.world.notices.filter(({ type }) => type === "fault"), [], "the hub has no fault");
    assertEquals(this.world.strays, [], "nothing is sent to who is gone");
  }

  /** When all work is done everybody is answered, every name is its owner's, and a new server finds all of it. */
  end(): void {
    const { world } = this;
    world.finish();
    this.check();
    for (const open of world.open) {
      assert(!world.held.has(open), "nobody is held for ever");
      assertEquals(this.#ear(open).unanswered, [], "every request has its answer");
    }
    const observer = world.enter("zed", { address: "127.0.0.1" });
    const accounts = [...world.store.kept.values()].flatMap((kept) => kept.type === "account" ? [kept] : []);
    assertEquals(
      new Set(accounts.map(({ name }) => fold(name))).size,
      accounts.length,
      "no two accounts have one name",
    );
    const [who] = world.ask(observer, { type: "who" });
    for (const person of who?.type === "who" ? who.people : []) {
      const owner = accounts.find(({ name }) => fold(name) === fold(person.nick));
      assert(!owner || owner.name === person.account, `${person.nick} is borne by who is not its account`);
      assert(
        !person.account || accounts.some(({ name }) => name === person.account),
        "who is logged in has an account",
      );
    }
    const rooms = [...world.store.records.values()].map((record) => {
      return {
        record,
        first: world.store.firsts.get(record.id) ?? 1,
        head: world.store.entries.get(record.id)?.at(-1)?.seq ?? 0,
      };
    });
    const after = new World({ boot: "c", operators: ["root"], kept: [...world.store.kept.values()], rooms });
    after.mono = world.mono + 60_000;
    const asker = after.enter("zed");
    for (const { name } of accounts) {
      const [whois] = after.ask(asker, { type: "whois", nick: name });
      assertEquals(whois?.type === "whois" && [whois.account, whois.status], [name, "offline"]);
    }
    assertEquals(after.notices.filter(({ type }) => type === "fault"), [], "what was kept can be read");
  }

  #hello({ link, nick, how }: Step & { readonly do: "hello" }): void {
    const before = this.#links[link];
    if (before !== undefined) {
      this.#tokens[link] = this.#ear(before).resume ?? this.#tokens[link];
      // An account may come once more; who comes back else has lost the link before.
      if (how !== "account") this.world.drop(before);
    }
    const connection = this.world.connect("127.0.0.1");
    this.#links[link] = connection;
    const token = this.#tokens[link];
    if (before !== undefined && how === "token") this.#ear(connection).follows(this.#ear(before));
    const proof = how === "account" ? { password: "a password" } : how === "token" && token ? { resume: token } : {};
    this.#ask(connection, { type: "hello", nick, ...proof });
  }

  #ask(connection: number, command: Command): void {
    if (!this.world.open.has(connection)) return;
    const ref = `q${++this.#asked}`;
    this.#ear(connection).asked(ref, "room" in command ? command.room : undefined);
    this.world.say(connection, command, ref);
  }

  #ear(connection: number): PeopleEar {
    let ear = this.#ears.get(connection);
    if (!ear) this.#ears.set(connection, ear = new PeopleEar());
    return ear;
  }
}

Deno.test("whatever people do, nobody hears what is not theirs, bears another's name, or waits for ever", () => {
  fc.assert(
    fc.property(options, fc.array(step, { maxLength: 60, size: "max" }), (chosen, steps) => {
      const play = new Play(chosen);
      for (const each of steps) {
        play.take(each);
        play.check();
      }
      play.end();
    }),
    { numRuns: RUNS },
  );
});
