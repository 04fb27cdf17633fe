// The hub under everything at once: people come, go, speak and are cut off, the store answers late, badly, or out of
// order. Whatever happens, the referee must find every promise kept.
import fc from "fast-check";
import type { Command } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";
import { Referee } from "./referee.ts";

const RUNS = 15_000;
const PEOPLE = 3;
/** Some of these are one name, some only look alike. */
const NICKS = ["bill", "bIll", "blll", "eve", "EVE", "аdam", "adam"];
const ROOMS = ["tea", "den"];

type Step =
  | {
    readonly do: "hello";
    readonly who: number;
    readonly nick: string;
    readonly resume: boolean;
    readonly far: boolean;
  }
  | { readonly do: "ask"; readonly who: number; readonly command: Command }
  | { readonly do: "say"; readonly who: number; readonly room: string | undefined; readonly ref: number }
  | { readonly do: "drop" | "end" | "full"; readonly who: number }
  | { readonly do: "tick"; readonly seconds: number }
  | { readonly do: "begin"; readonly count: number }
  | { readonly do: "commit"; readonly most: number; readonly well: boolean }
  | { readonly do: "read"; readonly nth: number; readonly well: boolean };

const who = fc.nat(PEOPLE - 1);
const nick = fc.constantFrom(...NICKS);
const room = fc.constantFrom(...ROOMS);
const mostly = fc.nat(9).map((n) => n > 0);

const request: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("join" as const), room, create: mostly }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("join" as const), room, create: mostly, after: fc.nat(6) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("join" as const), room, last: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("create" as const), room, limit: fc.nat(2), private: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("leave" as const), room }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("nick" as const), nick }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("history" as const), room, after: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("set" as const), room, topic: fc.constantFrom("a", "b") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("quit" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("group" as const),
      group: fc.constant("groupX"),
      members: fc.constant(NICKS),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "tell", group: "groupX", text: "hi" } as const) },
  { weight: 1, arbitrary: fc.constant({ type: "watch" } as const) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("hello" as const), who, nick, resume: fc.boolean(), far: fc.boolean() }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("ask" as const), who, command: request }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      who,
      room: fc.option(room, { nil: undefined }),
      ref: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("drop" as const, "end" as const, "full" as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("tick" as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("begin" as const), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("commit" as const), most: fc.integer({ min: 1, max: 5 }), well: mostly }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("read" as const), nth: fc.nat(2), well: mostly }) },
);

const options = fc.record({
  roomsPerClient: fc.constantFrom(1, 2),
  roomLimit: fc.constantFrom(0, 2),
  graceMs: fc.constantFrom(0, 20_000),
  rate: fc.constantFrom(undefined, { burst: 4, perSecond: 1 }),
});

class Play {
  readonly world: World;
  readonly referee: Referee;
  readonly #links: (number | undefined)[] = [];
  readonly #tokens: (string | undefined)[] = [];
  #asked = 0;

  constructor(chosen: Parameters<typeof options["filter"]>[0] extends (value: infer T) => boolean ? T : never) {
    this.world = new World(chosen);
    this.referee = new Referee(this.world, chosen.roomsPerClient);
  }

  /** Everybody is there, in one room where there is place, and the store has nothing to do. */
  begin(): void {
    for (let who = 0; who < PEOPLE; who++) {
      this.#hello({ do: "hello", who, nick: ["bill", "eve", "adam"][who] ?? "", resume: false, far: who === 1 });
      this.#ask(this.#links[who], { type: "join", room: "tea", create: true }, `q${++this.#asked}`);
      this.world.finish();
    }
  }

  take(step: Step): void {
    const { world } = this;
    switch (step.do) {
      case "hello":
        return this.#hello(step);
      case "ask":
        return this.#ask(this.#links[step.who], step.command, `q${++this.#asked}`);
      case "say": {
        const text = `${this.#links[step.who]}:${++this.#asked}`;
        const command = { type: "say", text, ...(step.room !== undefined && { room: step.room }) } as const;
        return this.#ask(this.#links[step.who], command, `r${step.ref}`);
      }
      case "tick":
        for (let second = 0; second < step.seconds; second++) world.tick(1_000);
        return;
      case "begin":
        return world.store.work.filter(({ writes }) => writes).slice(0, step.count).forEach((work) => work.begin());
      case "commit":
        return world.commit(step.most, step.well);
      case "read":
        return world.stepRead(step.nth, step.well);
      default: {
        const link = this.#links[step.who];
        if (link === undefined || !world.open.has(link)) return;
        if (step.do === "drop") world.drop(link);
        else if (step.do === "end") world.end(link);
        else world.happen({ type: "outbox-full", connection: link });
      }
    }
  }

  /** All work ends; then what people were told must be what is. */
  end(): void {
    const { world, referee } = this;
    world.finish();
    referee.checkEnd();
    for (const connection of world.open) {
      for (const room of referee.roomsOf(connection)) {
        for (const event of world.ask(connection, { type: "who", room })) {
          if (event.type === "who") referee.checkRoster(connection, room, event.people.map(({ nick }) => nick));
        }
      }
    }
  }

  #hello({ who, nick, resume, far }: Step & { readonly do: "hello" }): void {
    const connection = this.world.connect(far ? "10.0.0.9" : "10.0.0.1");
    this.#links[who] = connection;
    const token = this.#tokens[who];
    const command = { type: "hello", nick, ...(resume && token !== undefined && { resume: token }) } as const;
    this.#ask(connection, command, `q${++this.#asked}`);
    for (const { event } of this.world.hear(connection)) if (event.type === "welcome") this.#tokens[who] = event.resume;
  }

  #ask(connection: number | undefined, command: Command, ref: string): void {
    if (connection === undefined || !this.world.open.has(connection)) return;
    this.referee.asked(connection, command, ref);
    this.world.say(connection, command, ref);
  }
}

Deno.test("whatever happens in whatever order, every promise is kept", () => {
  fc.assert(
    fc.property(options, fc.array(step, { maxLength: 60, size: "max" }), (chosen, steps) => {
      const play = new Play(chosen);
      play.begin();
      for (const each of steps) {
        play.take(each);
        play.referee.check();
      }
      play.end();
    }),
    { numRuns: RUNS },
  );
});
