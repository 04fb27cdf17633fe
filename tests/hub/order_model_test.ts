// Random lives of rooms, held against the simple model of them: whoever does what in whatever order, the answer is the
// model's, and so is who is in the room.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command, Role } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";
import { OrderModel, type RoomName, ROOMS } from "./order_model.ts";

const RUNS = 10_000;
const ACCOUNTS = ["ann", "bob"];
const PEOPLE = [...ACCOUNTS, "eve", "kim"];

interface Step {
  readonly do:
    | ("create" | "join" | "leave" | "say" | "open" | "close" | "role" | "transfer" | "kick" | "ban" | "unban")
    | ("mute" | "unmute" | "invite" | "delete" | "drop" | "grace" | "quit");
  readonly who: string;
  readonly target: string;
  readonly room: RoomName;
  readonly role: Role;
  readonly code: number;
}

const KINDS: readonly fc.WeightedArbitrary<Step["do"]>[] = [
  [6, "join"],
  [3, "kick"],
  [3, "ban"],
  [3, "invite"],
  [3, "role"],
  [2, "create"],
  [2, "leave"],
  [2, "say"],
  [2, "close"],
  [2, "drop"],
  [2, "unban"],
  [1, "open"],
  [1, "transfer"],
  [1, "mute"],
  [1, "unmute"],
  [1, "delete"],
  [1, "grace"],
  [1, "quit"],
].map(([weight, kind]) => ({ weight: weight as number, arbitrary: fc.constant(kind as Step["do"]) }));

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(...KINDS),
  who: fc.constantFrom(...PEOPLE),
  target: fc.constantFrom(...PEOPLE),
  room: fc.constantFrom(...ROOMS),
  role: fc.constantFrom("owner" as const, "moderator" as const, "member" as const),
  code: fc.nat(3),
});

class Lives {
  readonly world = new World({ roomsPerClient: 2 });
  readonly model = new OrderModel(new Set(ACCOUNTS));
  readonly #links = new Map<string, number>();
  readonly #tokens = new Map<string, string>();
  readonly #codes: string[] = [];
  #asked = 0;

  constructor() {
    for (const who of ACCOUNTS) {
      this.world.ask(this.world.register(who, { address: addressOf(who) }), { type: "quit" });
      this.#links.set(who, this.world.login(who, { address: addressOf(who) }));
    }
    for (const who of PEOPLE) {
      this.model.came(who);
      if (!ACCOUNTS.includes(who)) this.#links.set(who, this.world.enter(who, { address: addressOf(who) }));
    }
    for (const who of PEOPLE) this.#keepToken(who);
  }

  take(step: Step): void {
    const { who, room } = step;
    if (step.do === "drop") return this.#drop(who);
    if (step.do === "grace") return this.#endGrace(who);
    if (step.do === "quit") {
      this.world.ask(this.#link(who), { type: "quit" });
      this.model.gone(who);
      return this.#comeBack(who, undefined);
    }
    const [command, expected] = this.#plan(step);
    this.world.hear(this.#link(who));
    const asked = `r${++this.#asked}`;
    this.world.say(this.#link(who), command, asked);
    this.world.finish();
    const answer = this.world.hear(this.#link(who)).find(({ ref }) => ref === asked)?.event;
    const outcome = answer?.type === "error" ? answer.code : answer?.type;
    assertEquals(outcome, expected, `${who} in ${room}: ${JSON.stringify(command)}`);
    if (answer?.type !== "invite") return;
    this.#codes[step.code] = answer.code;
    this.model.invited(room, who, answer.code);
  }

  check(): void {
    const asker = this.world.enter("zed", { address: "10.0.9.9" });
    for (const name of ROOMS) {
      const [answer] = this.world.ask(asker, { type: "who", room: name });
      const members = answer?.type === "who" ? answer.people.map(({ nick }) => nick) : undefined;
      const room = this.model.rooms.get(name);
      assertEquals(members, room && [...room.members].sort(), name);
    }
    assertEquals(this.world.notices.filter(({ type }) => type === "fault"), []);
    assertEquals(this.world.strays, []);
  }

  #plan({ do: kind, who, target, room, role, code }: Step): [Command, string] {
    const { model } = this;
    const invite = this.#codes[code];
    switch (kind) {
      case "create":
        return [{ type: "create", room }, model.create(room, who)];
      case "join":
        return [{ type: "join", room, ...(invite && { invite }) }, model.join(room, who, invite)];
      case "leave":
        return [{ type: "leave", room }, model.leave(room, who)];
      case "say":
        return [{ type: "say", room, text: "hi" }, model.say(room, who)];
      case "open":
      case "close":
        return [{ type: "set", room, invite: kind === "close" }, model.set(room, who, kind === "close")];
      case "role":
        return [{ type: "role", room, nick: target, role }, model.role(room, who, target, role)];
      case "unban":
        return [{ type: "unban", room, mask: target }, model.unban(room, who, target)];
      case "invite":
        return [{ type: "invite", room }, model.invite(room, who)];
      case "delete":
        return [{ type: "delete", room }, model.delete(room, who)];
      case "transfer":
      case "kick":
      case "ban":
      case "mute":
      case "unmute":
        return [{ type: kind, room, nick: target }, model[kind](room, who, target)];
      default:
        throw new TypeError(`Cannot plan ${kind}`);
    }
  }

  /** The link drops and is made anew within the grace: nothing changes. */
  #drop(who: string): void {
    this.world.drop(this.#link(who));
    this.#comeBack(who, this.#tokens.get(who));
  }

  #endGrace(who: string): void {
    this.world.drop(this.#link(who));
    for (let second = 0; second < 31; second++) this.#tick();
    this.model.gone(who);
    this.#comeBack(who, undefined);
  }

  /** A second goes by, in which everybody else answers pings. */
  #tick(): void {
    this.world.tick(1_000);
    for (const link of this.#links.values()) if (this.world.open.has(link)) this.world.say(link, { type: "pong" });
  }

  #comeBack(who: string, resume: string | undefined): void {
    const address = addressOf(who);
    let link = this.world.enter(who, { address, ...(resume !== undefined && { resume }) });
    // A token may be void: then an account has its password.
    if (this.world.ears.get(link)?.[0]?.event.type === "error") link = this.world.login(who, { address });
    this.#links.set(who, link);
    this.model.came(who);
    this.#keepToken(who);
    // Who comes back enters the rooms again that it has a place in.
    for (const [room, { members }] of this.model.rooms) {
      if (members.has(who)) this.world.ask(link, { type: "join", room });
    }
  }

  #keepToken(who: string): void {
    const events = this.world.hear(this.#link(who)).map(({ event }) => event);
    for (const event of events) if (event.type === "welcome") this.#tokens.set(who, event.resume);
    const [renewed] = this.world.ask(this.#link(who), { type: "whois", nick: who });
    if (renewed?.type !== "whois") throw new Error(`Cannot find ${who}: ${JSON.stringify(renewed)}`);
  }

  #link(who: string): number {
    return this.#links.get(who) ?? 0;
  }
}

function addressOf(who: string): string {
  return `10.0.0.${PEOPLE.indexOf(who) + 1}`;
}

Deno.test("rooms, roles, bans, mutes and invites are what the model says, whoever does what", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const lives = new Lives();
      for (const each of steps) lives.take(each);
      lives.check();
    }),
    { numRuns: RUNS },
  );
});
