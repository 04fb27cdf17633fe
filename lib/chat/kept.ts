// What is kept beside rooms and their histories: people, who may do what, and what waits for whom.
import type { RoomId, RoomRecord, SessionId } from "./room.ts";

/** An account's lasting identity: it outlives names, and is never used again. */
export type AccountId = string & { readonly brand: "account-id" };

/** Who holds a role or a place: an account, or a guest's session. */
export type Holder = `account:${string}` | `session:${string}`;

/** A proved identity. `secret` is what is kept of its password, with the parameters by which that was made. */
export interface AccountRecord {
  readonly type: "account";
  readonly id: AccountId;
  /** The name as it was registered. */
  readonly name: string;
  readonly secret: string;
  /** Rises when older resume tokens become void. */
  readonly generation: number;
  readonly createdAt: number;
  /** When it was last connected. */
  readonly seenAt: number;
}

/** Somebody is kept out of a room, or silent in it; of the whole server where `room` is `""`. What is `""` matches nobody. */
export interface BanRecord {
  readonly type: "ban" | "mute";
  readonly room: RoomId | "";
  /** As it is listed, and taken back by. */
  readonly mask: string;
  /** A nick in comparing form. */
  readonly nick: string;
  readonly account: AccountId | "";
  readonly session: SessionId | "";
  /** An address, or `ADDRESS/BITS`. */
  readonly address: string;
  readonly by: string;
  readonly at: number;
  readonly until?: number;
  readonly reason?: string;
}

/** A code that opens a room. `uses` are those left, 0 is any number. */
export interface InviteRecord {
  readonly type: "invite";
  readonly room: RoomId;
  readonly code: string;
  readonly by: string;
  readonly until?: number;
  readonly uses: number;
  /** Who was invited by name, and the account behind it. */
  readonly nick?: string;
  readonly account?: AccountId;
  /** By somebody without a say in the room: it opens it only as long as the room is open. */
  readonly byMember?: true;
}

/** A group's members that have an account: the others are in it only as long as they are here. */
export interface GroupRecord {
  readonly type: "group";
  readonly name: string;
  readonly members: readonly AccountId[];
  /** Where what they write is recorded. */
  readonly conversation: RoomId | "";
}

/** From `seq` on, an account has not been given what was written to it in a conversation. */
export interface AwayRecord {
  readonly type: "away";
  readonly account: AccountId;
  readonly room: RoomId;
  readonly seq: number;
}

/** Up to where an account has read a conversation. */
export interface MarkRecord {
  readonly type: "mark";
  readonly account: AccountId;
  readonly room: RoomId;
  readonly seq: number;
}

export type Kept = AccountRecord | BanRecord | InviteRecord | GroupRecord | AwayRecord | MarkRecord;

/** A record's place in the store; its first part is the record's type. */
export type KeptKey = readonly [type: Kept["type"], ...rest: string[]];

/** The place of a record: two records of one place are one, the later. `""` is no part of a key. */
export function keyOf(kept: Kept): KeptKey {
  switch (kept.type) {
    case "account":
      return ["account", kept.id];
    case "ban":
    case "mute":
      return [kept.type, kept.room || "*", kept.mask];
    case "invite":
      return ["invite", kept.room, kept.code];
    case "group":
      return ["group", kept.name];
    case "away":
    case "mark":
      return [kept.type, kept.account, kept.room];
  }
}

/** What becomes true in the store in one atomic. */
export interface Change {
  readonly keeps?: readonly Kept[];
  readonly forgets?: readonly KeptKey[];
}

/** What becomes true in the same atomic as an entry: records, settings, the end of all entries before it. */
export interface Also extends Change {
  readonly put?: RoomRecord;
  readonly erase?: boolean;
}
