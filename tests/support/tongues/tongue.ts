// A tongue says commands in a dialect and reads its answers back as events, as far as the dialect shows them: so one
// dialogue runs over all of them. What a dialect can't say or show is told by its table with the reason, never skipped
// in silence.
import type { Command } from "../../../lib/chat/command.ts";
import type { EventType } from "../../../lib/chat/event.ts";
import type { FakeWorld } from "../fake_world.ts";
import type { Fields } from "../script.ts";

/** Everybody comes from here, as over real sockets: no address is banned. */
export const LOCAL = "127.0.0.1";

/** An event that a dialogue wants to be heard. */
export interface Wanted {
  readonly type: EventType;
  readonly fields: Fields;
}

/** Something that was heard; more than one type where the dialect does not tell them apart. */
export interface Heard {
  readonly types: readonly EventType[];
  readonly fields: Fields;
}

/** How an event is seen: as these, as nothing, or so differently that the dialogue can't be held in this dialect. */
export type Shown = readonly Wanted[] | { readonly silent: string } | { readonly differs: string };

export interface Tongue {
  readonly name: string;
  /** Who comes by it is in the lobby at once. */
  readonly entersLobby?: true;
  /** Why a command can't be said, or `undefined` where it can. */
  cannot(command: Command): string | undefined;
  /** What becomes of an event that follows `after`, the person's last command. */
  shows(wanted: Wanted, after: Command | undefined): Shown;
  /** Connects somebody; nothing is said yet. */
  open(world: FakeWorld): Speaker;
}

/** One person who speaks a tongue. */
export interface Speaker {
  say(command: Command): void;
  /** Answers what its client answers by itself; true where there was something. */
  respond(): boolean;
  /** Takes what was heard since the last time. Throws where its client could not read it. */
  heard(): readonly Heard[];
  /** The server has ended the link. */
  readonly ended: boolean;
}

/** Some of an event's fields. */
export function keep({ type, fields }: Wanted, ...names: readonly string[]): readonly Wanted[] {
  return [{ type, fields: pick(fields, names) }];
}

export function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

export function heard(type: EventType | readonly EventType[], fields: Fields = {}): Heard {
  return { types: typeof type === "string" ? [type] : type, fields };
}

/** The text of a field, `""` where it is missing. */
export function textOf(fields: Fields, name = "text"): string {
  return String(fields[name] ?? "");
}
