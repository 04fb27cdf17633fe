// What the server tells, in any dialect: answers, and what others did. Tags are the wire's own words (PROTOCOL.md);
// a fan-out frame depends on the event and the dialect alone, so nothing here may depend on who receives it.
import type { Entry } from "./entry.ts";
import type { Status } from "./command.ts";
import type { Refusal } from "./refusal.ts";

export type Role = "owner" | "moderator" | "member";
/** What others are shown of somebody: `dropped` is in its grace time. */
export type Presence = Status | "dropped" | "offline";

export interface MemberInfo {
  readonly nick: string;
  readonly role: Role;
  readonly status: Presence;
}
export interface RoomInfo {
  readonly room: string;
  readonly topic: string;
  readonly members: number;
  readonly limit: number;
  readonly locked: boolean;
}
export interface PersonInfo {
  readonly nick: string;
  readonly status: Presence;
  readonly note: string;
  readonly rooms: readonly string[];
}
export interface GroupInfo {
  readonly group: string;
  readonly members: readonly string[];
}
/** What a client must know to stay within bounds: bytes of a line, code points of a text, rooms at once, refs remembered. */
export interface SessionLimits {
  readonly line: number;
  readonly text: number;
  readonly rooms: number;
  readonly refs: number;
}

export interface Welcome {
  readonly type: "welcome";
  readonly v: 1;
  readonly nick: string;
  readonly server: string;
  readonly id: string;
  readonly session: string;
  readonly resume: string;
  readonly resumed: boolean;
  readonly limits: SessionLimits;
  /** The ping interval in ms. */
  readonly ping: number;
  readonly rooms: readonly string[];
  readonly groups: readonly string[];
  readonly motd: string;
}
export interface Joined {
  readonly type: "joined";
  readonly room: string;
  readonly id: string;
  readonly topic: string;
  readonly limit: number;
  readonly private: boolean;
  readonly role: Role;
  readonly members: readonly MemberInfo[];
  readonly count: number;
  readonly first: number;
  readonly head: number;
  readonly history: readonly Entry[];
  readonly more: boolean;
  /** The client's cursor does not belong to this room's history: start anew. */
  readonly reset?: true;
}
export interface Message extends Entry {
  readonly type: "message";
  readonly room: string;
}
export interface MemberChange {
  readonly type: "member";
  readonly room: string;
  readonly nick: string;
  readonly change: "joined" | "left" | "dropped" | "kicked" | "renamed" | "role";
  readonly role?: Role;
  readonly status?: Presence;
  readonly to?: string;
  readonly by?: string;
  readonly reason?: string;
}
export type ByeCode =
  | "quit"
  | "slow-consumer"
  | "idle"
  | "shutdown"
  | "kicked"
  | "banned"
  | "replaced"
  | "faults";
export interface Bye {
  readonly type: "bye";
  readonly code: ByeCode;
  readonly text?: string;
  /** When to come back, in ms (`shutdown`). */
  readonly retry?: number;
}
export interface RoomChanged {
  readonly type: "room";
  readonly room: string;
  readonly topic?: string;
  readonly limit?: number;
  readonly private?: boolean;
  readonly locked?: boolean;
  readonly invite?: boolean;
  readonly by: string;
}
export interface ErrorEvent extends Refusal {
  readonly type: "error";
}

export type Event =
  | Welcome
  | Joined
  | Message
  | MemberChange
  | Bye
  | RoomChanged
  | ErrorEvent
  | { readonly type: "ok"; readonly nick?: string; readonly resume?: string; readonly seq?: number }
  | { readonly type: "ping"; readonly t: number }
  | { readonly type: "pong"; readonly t?: number }
  | { readonly type: "resume"; readonly resume: string }
  | { readonly type: "rooms"; readonly rooms: readonly RoomInfo[]; readonly more: boolean }
  | {
    readonly type: "left";
    readonly room: string;
    readonly code?: string;
    readonly by?: string;
    readonly reason?: string;
  }
  | {
    readonly type: "history";
    readonly room: string;
    readonly first: number;
    readonly entries: readonly Entry[];
    readonly more: boolean;
  }
  | { readonly type: "who"; readonly people: readonly PersonInfo[]; readonly more: boolean }
  | {
    readonly type: "members";
    readonly room: string;
    readonly joined: number;
    readonly left: number;
    readonly count: number;
  }
  | { readonly type: "said"; readonly room: string; readonly seq: number; readonly at: number }
  | {
    readonly type: "told";
    readonly at: number;
    readonly delivered: readonly string[];
    readonly missed: readonly string[];
    readonly status: Readonly<Record<string, Presence>>;
  }
  | {
    readonly type: "direct";
    readonly from: string;
    readonly to: readonly string[];
    readonly text: string;
    readonly at: number;
    readonly group?: string;
  }
  | { readonly type: "shouted"; readonly delivered: number; readonly at: number }
  | { readonly type: "shout"; readonly from: string; readonly text: string; readonly at: number }
  | {
    readonly type: "grouped";
    readonly group: string;
    readonly members: readonly string[];
    readonly absent: readonly string[];
  }
  | { readonly type: "group"; readonly group: string; readonly by: string; readonly members: readonly string[] }
  | { readonly type: "ungrouped"; readonly group: string }
  | { readonly type: "groups"; readonly groups: readonly GroupInfo[] }
  | { readonly type: "status"; readonly nick: string; readonly status: Presence; readonly note: string }
  | {
    readonly type: "person";
    readonly nick: string;
    readonly change: "came" | "gone" | "renamed" | "status";
    readonly to?: string;
    readonly status?: Presence;
    readonly note?: string;
  }
  | { readonly type: "read"; readonly room: string; readonly seq: number }
  | {
    readonly type: "search";
    readonly entries: readonly (Entry & { readonly room: string })[];
    readonly more: boolean;
  };

export type EventType = Event["type"];
/** One event by its tag: `EventOf<"joined">`. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;
