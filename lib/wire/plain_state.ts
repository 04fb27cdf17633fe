// What is kept of a connection that talks in typed lines: where it is, what it was shown last, what it has asked for.
// The older systems' codecs keep the same, since slash commands may ride in their texts.
import type { Command, SayKind } from "../chat/command.ts";
import type { Joined } from "../chat/event.ts";
import type { Role } from "../chat/info.ts";
import { fold } from "../chat/names.ts";

/** Where lines go that are addressed to nobody. */
export type Talk =
  | { readonly type: "people"; readonly to: readonly string[] }
  | { readonly type: "group"; readonly group: string };

export interface PlainRoom {
  readonly name: string;
  readonly topic: string;
  readonly limit: number;
  readonly private: boolean;
  readonly role: Role;
}

/** What a request was made for: how its answer is shown. */
export type Asked =
  | { readonly type: "menu" | "rooms" | "history" | "nick" | "silent" }
  | { readonly type: "who"; readonly room: string | undefined }
  | { readonly type: "enter"; readonly room: string }
  /** A name that was proved, or is proved no more. */
  | { readonly type: "account"; readonly act: "register" | "login" | "logout" | "passwd" | "unregister" }
  /** `text` is shown where the answer is yes. */
  | { readonly type: "done"; readonly text: string }
  | { readonly type: "say"; readonly text: string; readonly kind: SayKind }
  /** `unsure`: the line that may have been meant for the room. */
  | { readonly type: "tell"; readonly unsure: string | undefined }
  | { readonly type: "shout" };

/** A slash command. */
export interface PlainRow {
  readonly words: readonly [string, ...string[]];
  readonly syntax: string;
  readonly about: string;
  run(state: PlainState, args: string): readonly Act[] | "bad-form";
}

/** What a typed line leads to: a request, or lines for the one who typed it. */
export type Act =
  | { readonly type: "ask"; readonly command: Command; readonly ref: string }
  | { readonly type: "show"; readonly lines: readonly string[] };

export class PlainState {
  nick = "";
  /** The rooms that one is in, by folded name; more than one only where the server lets them. */
  readonly rooms = new Map<string, PlainRoom>();
  /** The folded name of the room that lines go to. */
  current: string | undefined;
  talk: Talk | undefined;
  /** The rooms of the list shown last, for their numbers. */
  listed: readonly string[] = [];
  /** A line that was not sent; Enter alone sends it to the room. */
  held: string | undefined;
  /** Nothing can be done before one has an account. */
  mustLogin = false;
  /** Whether one may be in several rooms at once. */
  manyRooms = false;
  readonly #asked = new Map<string, Asked>();
  #refs = 0;

  get room(): PlainRoom | undefined {
    return this.current === undefined ? undefined : this.rooms.get(this.current);
  }

  /** A request whose answer will be known by its ref. */
  ask(command: Command, asked: Asked): readonly Act[] {
    this.#refs += 1;
    const ref = `t${this.#refs}`;
    this.#asked.set(ref, asked);
    return [{ type: "ask", command, ref }];
  }

  /** What the answer with this ref was asked for; each once. */
  takeAsked(ref: string | undefined): Asked | undefined {
    const asked = ref === undefined ? undefined : this.#asked.get(ref);
    if (ref !== undefined) this.#asked.delete(ref);
    return asked;
  }

  entered({ room: name, topic, limit, private: hidden, role }: Joined): void {
    if (!this.manyRooms) this.rooms.clear();
    this.current = fold(name);
    this.talk = undefined;
    this.rooms.set(this.current, { name, topic, limit, private: hidden, role });
  }

  left(name: string): void {
    const key = fold(name);
    this.rooms.delete(key);
    if (this.current === key) this.current = this.rooms.keys().next().value;
  }

  changed(name: string, change: Partial<Pick<PlainRoom, "topic" | "limit" | "private" | "role">>): void {
    const room = this.rooms.get(fold(name));
    if (room) this.rooms.set(fold(name), { ...room, ...change });
  }
}

/** Lines for the one who typed. */
export function show(...lines: readonly string[]): readonly Act[] {
  return [{ type: "show", lines }];
}
