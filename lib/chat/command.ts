// What a client asks for, in any dialect. A decoder makes these and has checked shapes and types, never meanings:
// whether a name is valid or a room exists is the hub's to say. Commands are imperatives; names are as typed.

/** How present somebody says to be. `dropped` and `offline` are said by the server only. */
export type Status = "online" | "away" | "busy";

/** What somebody may do in a room. */
export type Role = "owner" | "moderator" | "member";

/** What is said: plain text, an action (`/me`), or a program's notice, which no program may answer. */
export type SayKind = "text" | "action" | "notice";

/** The settings of a room that `create` and `set` may name. `password` `""` means none, `limit` 0 means none. */
export interface RoomOptions {
  readonly topic?: string;
  readonly limit?: number;
  readonly private?: boolean;
  readonly password?: string;
}

export interface Hello {
  readonly type: "hello";
  readonly nick: string;
  readonly v?: number;
  readonly agent?: string;
  readonly uid?: string;
  readonly password?: string;
  readonly resume?: string;
}
export interface Create extends RoomOptions {
  readonly type: "create";
  readonly room: string;
}
export interface Join {
  readonly type: "join";
  readonly room: string;
  readonly password?: string;
  readonly invite?: string;
  /** Make the room, public, if it isn't there. */
  readonly create?: boolean;
  /** The last seq that the client has seen; wins over `last`. */
  readonly after?: number;
  /** How many of the newest entries to give (default 50, at most 200). */
  readonly last?: number;
}
/** Either `room` or `with` is there: a room's entries, or those of one's conversation with a person or a group. */
export interface History {
  readonly type: "history";
  readonly room?: string;
  readonly with?: string;
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  readonly limit?: number;
}
export interface Set extends RoomOptions {
  readonly type: "set";
  readonly room: string;
  readonly invite?: boolean;
  /** Only those speak who have a voice, or a say in the room. */
  readonly moderated?: boolean;
}
export interface Say {
  readonly type: "say";
  readonly text: string;
  readonly room?: string;
  readonly kind?: SayKind;
}
export interface Tell {
  readonly type: "tell";
  readonly text: string;
  readonly to?: readonly string[];
  readonly group?: string;
  readonly kind?: Exclude<SayKind, "action">;
}

/** Without `room`: from the whole server, which is its operators' to do. */
export interface Kick {
  readonly type: "kick";
  readonly room?: string;
  readonly nick: string;
  readonly reason?: string;
}
/** Either `nick` or `mask` is there; `for` is in seconds, without it there is no end. Without `room`: as in `Kick`. */
export interface Ban {
  readonly type: "ban";
  readonly room?: string;
  readonly nick?: string;
  readonly mask?: string;
  readonly for?: number;
  readonly reason?: string;
}
export interface Mute {
  readonly type: "mute";
  readonly room: string;
  readonly nick: string;
  readonly for?: number;
  readonly reason?: string;
}
/** `for` is in seconds, `uses` a count; 0 is no bound. */
export interface Invite {
  readonly type: "invite";
  readonly room: string;
  readonly nick?: string;
  readonly for?: number;
  readonly uses?: number;
}

/** Who one is, proved by a password. */
export type AccountCommand =
  | { readonly type: "register"; readonly password: string }
  | { readonly type: "login"; readonly nick?: string; readonly password: string }
  | { readonly type: "passwd"; readonly old: string; readonly password: string }
  | { readonly type: "logout" }
  | { readonly type: "unregister"; readonly password: string };

/** What owners, moderators and operators do. */
export type OrderCommand =
  | Kick
  | Ban
  | Mute
  | Invite
  | { readonly type: "role"; readonly room: string; readonly nick: string; readonly role: Role }
  | { readonly type: "transfer"; readonly room: string; readonly nick: string }
  | { readonly type: "unban"; readonly room?: string; readonly mask: string }
  | { readonly type: "bans"; readonly room?: string }
  | { readonly type: "unmute"; readonly room: string; readonly nick: string }
  /** Lets somebody speak where the room is moderated, or no longer. */
  | { readonly type: "voice"; readonly room: string; readonly nick: string }
  | { readonly type: "unvoice"; readonly room: string; readonly nick: string }
  | { readonly type: "delete"; readonly room: string }
  /** Either `room` or `with` is there. */
  | { readonly type: "erase"; readonly room?: string; readonly with?: string }
  | { readonly type: "invites"; readonly room: string }
  | { readonly type: "revoke"; readonly room: string; readonly code: string };

export type Command =
  | Hello
  | AccountCommand
  | OrderCommand
  | Create
  | Join
  | History
  | Set
  | Say
  | Tell
  | { readonly type: "ping"; readonly t?: number }
  | { readonly type: "pong"; readonly t?: number }
  /** With a word to those who share a room. */
  | { readonly type: "quit"; readonly reason?: string }
  | { readonly type: "resume"; readonly resume: string }
  | { readonly type: "rooms"; readonly match?: string; readonly after?: string }
  | { readonly type: "leave"; readonly room?: string; readonly reason?: string }
  | { readonly type: "who"; readonly room?: string; readonly match?: string; readonly after?: string }
  /** Either `room` or `with` is there. Without `seq` it asks how far one has read. */
  | { readonly type: "read"; readonly room?: string; readonly with?: string; readonly seq?: number }
  | { readonly type: "whois"; readonly nick: string }
  | { readonly type: "conversations" }
  | { readonly type: "watch"; readonly off?: boolean }
  | { readonly type: "shout"; readonly text: string }
  | { readonly type: "group"; readonly group: string; readonly members: readonly string[] }
  | { readonly type: "groups" }
  | { readonly type: "ungroup"; readonly group: string }
  | { readonly type: "status"; readonly status: Status; readonly note?: string }
  /** Another `uid` than that of one's hello. */
  | { readonly type: "uid"; readonly uid: string }
  | { readonly type: "nick"; readonly nick: string }
  | {
    readonly type: "search";
    readonly text: string;
    readonly room?: string;
    readonly from?: string;
    readonly before?: number;
  };

export type CommandType = Command["type"];
/** One command by its tag: `CommandOf<"say">`. */
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
