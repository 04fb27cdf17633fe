// What the server tells, in any dialect: answers, and what others did. Tags are the wire's own words (PROTOCOL.md);
// a fan-out frame depends on the event and the dialect alone, so nothing here may depend on who receives it.
import type { Entry, EntryKind } from "./entry.ts";
import type {
  BanInfo,
  ConversationInfo,
  GroupInfo,
  InviteInfo,
  MemberInfo,
  PersonInfo,
  Presence,
  Role,
  RoomInfo,
} from "./info.ts";
import type { Refusal } from "./refusal.ts";

export interface Whois {
  readonly type: "whois";
  readonly nick: string;
  /** Missing for a guest. */
  readonly account?: string;
  readonly status: Presence;
  readonly note: string;
  readonly rooms: readonly string[];
  /** How long nothing was said, in ms. */
  readonly idle?: number;
  /** When they came, and, for an account that is offline, when it was last seen. */
  readonly since?: number;
  readonly seen?: number;
  readonly uid?: string;
  readonly operator?: true;
  /** For operators only. */
  readonly addresses?: readonly string[];
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
  /** The account that this connection has proved to be. */
  readonly account?: string;
  readonly operator?: true;
  /** Nothing but `register` and `login` will be heard before one of them. */
  readonly mustLogin?: true;
}
export interface Joined {
  readonly type: "joined";
  readonly room: string;
  readonly id: string;
  readonly topic: string;
  readonly limit: number;
  readonly private: boolean;
  readonly moderated?: true;
  /** When it was made, and who set the topic and when; in ms since 1970 UTC. */
  readonly created?: number;
  readonly topicBy?: string;
  readonly topicAt?: number;
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
  readonly voice?: true;
  /** With `joined`: how they are, their note if they have one, and their account. */
  readonly status?: Presence;
  readonly note?: string;
  readonly account?: string;
  readonly uid?: string;
  readonly to?: string;
  readonly by?: string;
  readonly reason?: string;
  /** With `left`: they have left the server. */
  readonly quit?: true;
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
  readonly moderated?: boolean;
  readonly by: string;
  readonly account?: string;
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
  | {
    readonly type: "ok";
    readonly nick?: string;
    readonly resume?: string;
    readonly seq?: number;
    readonly account?: string;
  }
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
    /** Either `room` or `with` is there, as it was asked for. */
    readonly room?: string;
    readonly with?: string;
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
    /** Who gets it at the next login. */
    readonly later?: readonly string[];
    readonly status: Readonly<Record<string, Presence>>;
  }
  | {
    readonly type: "direct";
    readonly from: string;
    readonly to: readonly string[];
    readonly text: string;
    readonly at: number;
    readonly group?: string;
    /** Its place in the conversation, where that is recorded. */
    readonly seq?: number;
    readonly account?: string;
    /** Missing for plain text. */
    readonly kind?: EntryKind;
  }
  | { readonly type: "shouted"; readonly delivered: number; readonly at: number }
  | {
    readonly type: "shout";
    readonly from: string;
    readonly text: string;
    readonly at: number;
    readonly account?: string;
  }
  | {
    readonly type: "grouped";
    readonly group: string;
    readonly members: readonly string[];
    readonly absent: readonly string[];
  }
  | { readonly type: "group"; readonly group: string; readonly by: string; readonly members: readonly string[] }
  | { readonly type: "ungrouped"; readonly group: string }
  | { readonly type: "groups"; readonly groups: readonly GroupInfo[] }
  | {
    readonly type: "status";
    readonly nick: string;
    readonly status: Presence;
    readonly note: string;
    readonly account?: string;
  }
  /**
   * To those who share a room or a group, and those who watch: from now on the nick is an account's, or, without
   * `account`, a guest's. In rooms of more than 200 it comes within seconds, gathered.
   */
  | { readonly type: "account"; readonly nick: string; readonly account?: string }
  /** To those who share a room or a group: somebody has another `uid`. In large rooms it comes within seconds. */
  | { readonly type: "uid"; readonly nick: string; readonly uid: string; readonly account?: string }
  /** To those who may invite everybody: somebody was invited. */
  | { readonly type: "inviting"; readonly room: string; readonly nick: string; readonly by: string }
  | {
    readonly type: "person";
    readonly nick: string;
    readonly change: "came" | "gone" | "renamed" | "status";
    /** With `came`. */
    readonly account?: string;
    readonly to?: string;
    readonly status?: Presence;
    readonly note?: string;
  }
  | { readonly type: "read"; readonly room?: string; readonly with?: string; readonly seq: number }
  | Whois
  | {
    readonly type: "bans";
    readonly room?: string;
    readonly bans: readonly BanInfo[];
    readonly mutes: readonly BanInfo[];
    readonly more: boolean;
  }
  | {
    readonly type: "invite";
    readonly room: string;
    readonly code: string;
    /** Seconds, and a count; 0 is no bound. */
    readonly for: number;
    readonly uses: number;
  }
  | { readonly type: "invites"; readonly room: string; readonly invites: readonly InviteInfo[] }
  | {
    readonly type: "invited";
    readonly room: string;
    readonly by: string;
    readonly code: string;
    readonly account?: string;
  }
  | { readonly type: "conversations"; readonly conversations: readonly ConversationInfo[]; readonly more: boolean }
  | {
    readonly type: "search";
    readonly entries: readonly (Entry & { readonly room: string })[];
    readonly more: boolean;
  };

export type EventType = Event["type"];
/** One event by its tag: `EventOf<"joined">`. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;
