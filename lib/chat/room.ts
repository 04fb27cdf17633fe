// A room as it is kept: its settings under an id that is minted with it and never used again.

/** A room's lasting identity; its history hangs on it, so a room made anew under an old name starts empty. */
export type RoomId = string & { readonly brand: "room-id" };
/** A session's identity over reconnects. */
export type SessionId = string & { readonly brand: "session" };

/** A room's settings as stored. `password` is a digest, `""` for none; `owner` is `session:ID`, `account:NAME` or `""`. */
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
}
