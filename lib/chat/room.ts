// A room as it is kept: its settings under an id that is minted with it and never used again.
import type { Role } from "./command.ts";
import type { Holder } from "./kept.ts";

/** A room's lasting identity; its history hangs on it, so a room made anew under an old name starts empty. */
export type RoomId = string & { readonly brand: "room-id" };
/** A session's identity over reconnects. */
export type SessionId = string & { readonly brand: "session" };

/** A conversation past rooms: of two accounts, of a group of accounts, or what guests left for one who was away. */
export interface ConversationOf {
  readonly type: "pair" | "group" | "mail";
  /** Ids of accounts. */
  readonly members: readonly string[];
}

/** A room's settings as stored. `password` is a digest, `""` for none; `owner` is `session:ID`, `account:ID` or `""`. */
export interface RoomRecord {
  readonly id: RoomId;
  readonly name: string;
  readonly topic: string;
  readonly limit: number;
  readonly private: boolean;
  readonly password: string;
  readonly invite: boolean;
  readonly owner: string;
  /** Milliseconds since 1970 UTC. */
  readonly createdAt: number;
  /** Who set the topic, and when (ms since 1970 UTC); missing where it was set with the room. */
  readonly topicBy?: string;
  readonly topicAt?: number;
  /** Roles by holder, the owner's own left out; `member` is a place on the guest list. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Only those speak who have a voice, or a say in it. */
  readonly moderated?: boolean;
  /** Who has a voice, by holder. */
  readonly voices?: readonly Holder[];
  /** This is no room that one could enter, but a recorded conversation. */
  readonly conversation?: ConversationOf;
}
