// Runs dialogues over every dialect that can say them, mixed: each person of a script speaks a tongue of its own, in a
// server whose sockets and clock are the test's, so that all is heard before the next line.
import type { Command } from "../../lib/chat/command.ts";
import type { EventType } from "../../lib/chat/event.ts";
import { FakeWorld } from "./fake_world.ts";
import { type Fields, holds, optionsOf, parseScript, parseWords, recall, type Step } from "./script.ts";
import { TONGUES } from "./tongues/all.ts";
import { NativeSpeaker } from "./tongues/native.ts";
import type { Heard, Speaker, Tongue, Wanted } from "./tongues/tongue.ts";

/** Longer than any quiet, gap or question of any dialect. */
const STEP_MS = 2_000;
/** Real time after which what was not heard never will be: passwords are hashed outside of the test's clock. */
const GUARD_MS = 10_000;

/** A person's tongue, by the person's name in the script. */
export type Cast = ReadonlyMap<string, Tongue>;

/** Why a person can't speak a tongue in this script: `undefined` where it can. */
export function whyNot(steps: readonly Step[], who: string, tongue: Tongue): string | undefined {
  if (tongue.name === "native") return undefined;
  let after: Command | undefined;
  const refs = new Set<string>();
  const skipped = tongue.entersLobby ? entranceOf(steps, who) : [];
  if (tongue.entersLobby && skipped.length === 0) return "enters the lobby at once";
  for (const step of steps) {
    if (step.who !== who) continue;
    if (step.mark === "!") return "does not write JSON";
    if (step.mark !== ":" && step.mark !== "<") continue;
    const { type, fields } = parseWords(step.rest);
    if (JSON.stringify(fields).includes('"$')) return "does not show every code";
    if (step.mark === ":") {
      const { ref, ...named } = fields;
      // A ref that is used once is echoed and nothing else.
      if (typeof ref === "string" && refs.has(ref)) return "has no refs, so that nothing can be repeated";
      if (ref !== undefined) refs.add(String(ref));
      after = { type, ...named } as Command;
      const reason = skipped.slice(1).includes(step) ? undefined : tongue.cannot(after);
      if (reason !== undefined) return reason;
    } else if (!skipped.includes(step)) {
      const shown = tongue.shows({ type: type as EventType, fields }, after);
      if ("differs" in shown) return shown.differs;
    }
  }
  return undefined;
}

/** The lines by which somebody comes into the lobby, where nothing stands between them: hello, welcome, join, joined. */
function entranceOf(steps: readonly Step[], who: string): readonly Step[] {
  const from = steps.findIndex((step) => step.who === who);
  const lines = steps.slice(from, from + 4);
  const wanted = [":hello", "<welcome", ":join", "<joined"];
  const fits = lines.every((step, index) =>
    step.who === who && step.mark + step.rest.split(" ", 1)[0] === wanted[index]
  );
  const room = fits && lines[2] ? parseWords(lines[2].rest).fields : undefined;
  return fits && JSON.stringify(room) === '{"room":"lobby"}' ? lines : [];
}

export function peopleOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.map(({ who }) => who))];
}

/** Runs a script; persons without a tongue in the cast speak the native one. Rejects at the first line that does not hold. */
export async function runMixed(script: string, cast: Cast): Promise<void> {
  const steps = parseScript(script);
  await using world = await FakeWorld.start("--ping", "3600000", ...optionsOf(script));
  const stage = new Stage(world, cast, steps);
  for (const step of steps) await stage.perform(step);
}

class Stage {
  readonly #world: FakeWorld;
  readonly #cast: Cast;
  readonly #steps: readonly Step[];
  readonly #people = new Map<string, Person>();
  readonly #known = new Map<string, unknown>();

  constructor(world: FakeWorld, cast: Cast, steps: readonly Step[]) {
    this.#world = world;
    this.#cast = cast;
    this.#steps = steps;
  }

  async perform(step: Step): Promise<void> {
    const person = this.#person(step.who);
    const failed = (why: string) =>
      new Error(`Line ${step.line} (${step.who} in ${person.tongue.name}${step.mark} ${step.rest}): ${why}`);
    try {
      if (step.mark === ":" || step.mark === "!") return await this.#say(person, step);
      if (step.mark === "<") return await this.#hear(person, step, failed);
      this.#listen();
      const [more] = person.heard;
      if (more) throw failed(`heard ${JSON.stringify(more)}`);
      if (step.mark === "." && !person.speaker.ended) throw failed("the link goes on");
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("Line ")) throw error;
      throw failed(error instanceof Error ? error.stack ?? error.message : String(error));
    }
  }

  #person(who: string): Person {
    let person = this.#people.get(who);
    if (person) return person;
    const tongue = this.#cast.get(who) ?? nativeTongue();
    const entrance = tongue.entersLobby ? entranceOf(this.#steps, who) : [];
    person = { tongue, entrance, speaker: tongue.open(this.#world), heard: [], after: undefined };
    this.#people.set(who, person);
    return person;
  }

  async #say(person: Person, step: Step): Promise<void> {
    if (step.mark === "!") {
      if (person.speaker instanceof NativeSpeaker) person.speaker.raw(step.rest);
      return await this.#pass();
    }
    const { type, fields } = parseWords(step.rest);
    const { ref, ...named } = recall(fields, this.#known) as Record<string, unknown>;
    const command = { type, ...named } as Command;
    person.after = command;
    if (person.entrance.slice(1).includes(step)) return;
    if (person.speaker instanceof NativeSpeaker) person.speaker.say(command, ref as string | undefined);
    else person.speaker.say(command);
    await this.#pass();
  }

  async #hear(person: Person, step: Step, failed: (why: string) => Error): Promise<void> {
    const { type, fields } = parseWords(step.rest);
    // Who is in the lobby at once hears of it in words of its own, or not at all.
    if (person.entrance[3] === step) {
      if (person.heard[0]?.types.includes("joined")) person.heard.shift();
      if (person.heard[0]?.types.includes("member")) person.heard.shift();
      return;
    }
    if (person.entrance.includes(step) && !person.heard[0]?.types.includes("welcome")) return;
    const shown = person.tongue.shows({ type: type as EventType, fields }, person.after);
    if ("silent" in shown) return;
    if ("differs" in shown) throw failed(shown.differs);
    for (const wanted of shown) {
      const heard = await this.#next(person);
      if (!heard || !fits(heard, wanted, this.#known)) {
        throw failed(`wanted ${JSON.stringify(wanted)}, heard ${JSON.stringify(heard)}`);
      }
    }
  }

  async #next(person: Person): Promise<Heard | undefined> {
    const since = performance.now();
    while (person.heard.length === 0) {
      if (performance.now() - since > GUARD_MS) return undefined;
      await this.#world.settle();
      this.#listen();
      if (person.heard.length === 0 && !isBusy(person.after)) return undefined;
    }
    return person.heard.shift();
  }

  /** Lets all happen that a line brings with it, and clients answer what they answer by themselves. */
  async #pass(): Promise<void> {
    const speakers = [...this.#people.values()].map(({ speaker }) => speaker);
    do {
      await this.#world.advance(STEP_MS);
    } while (speakers.filter((speaker) => speaker.respond()).length > 0);
    this.#listen();
  }

  #listen(): void {
    for (const person of this.#people.values()) person.heard.push(...person.speaker.heard());
  }
}

interface Person {
  readonly tongue: Tongue;
  readonly entrance: readonly Step[];
  readonly speaker: Speaker;
  readonly heard: Heard[];
  after: Command | undefined;
}

function nativeTongue(): Tongue {
  const [first] = TONGUES;
  if (!first) throw new TypeError("Cannot speak: there is no tongue");
  return first;
}

/** A command whose answer takes real time. */
function isBusy(command: Command | undefined): boolean {
  return command !== undefined && ["hello", "register", "login", "passwd", "unregister"].includes(command.type);
}

function fits(heard: Heard, { type, fields }: Wanted, known: Map<string, unknown>): boolean {
  if (!heard.types.includes(type)) return false;
  const { code, ...others } = fields as Fields & { readonly code?: unknown };
  const { codes } = heard.fields as { readonly codes?: readonly unknown[] };
  if (codes === undefined) return holds(heard.fields, fields, known);
  return (code === undefined || codes.includes(code)) && holds(heard.fields, others, known);
}
