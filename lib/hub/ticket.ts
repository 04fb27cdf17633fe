// What the hub hands out with an effect and gets back with its result. The shell carries tickets; it never looks inside.
import type { CommandOf } from "../chat/command.ts";
import type { Entry } from "../chat/entry.ts";
import type { InviteRecord } from "../chat/kept.ts";
import type { PasswordOutcome } from "../chat/password.ts";
import type { Account } from "./account.ts";
import type { Peer, Room, Session } from "./state.ts";

/** Who waits for an answer: the connection that asked, and its request's `ref`. */
export interface Asker {
  readonly peer: Peer;
  readonly ref: string | undefined;
}

/** What an entry makes true, when it is stored; and what is to be done where it could not be. */
export interface Act {
  done(entry: Entry): void;
  undone(): void;
}

/** A `say`, or an act, on its way to the history. Those who send a say's ref again meanwhile join `askers`. */
export interface AppendTicket {
  readonly room: Room;
  readonly session: Session;
  readonly ref: string | undefined;
  readonly askers: Asker[];
  /** `undefined` for a `say`. */
  readonly act: Act | undefined;
}

/** Settings or records on their way to the store: of a room being made, or whatever else waits to be told. */
export type PutTicket =
  | { readonly type: "make"; readonly room: Room; readonly asker: Asker }
  | { readonly type: "then"; settled(stored: boolean): void };

/** A `tell` that is being stored. Those who send its ref again meanwhile join `askers`. */
export interface Telling {
  readonly askers: Asker[];
}

/** A password on its way to be checked, or to be made a secret of. */
export interface PasswordTicket {
  settled(outcome: PasswordOutcome): void;
}

/** A page on its way: for `joined`, for `history`, or for an account that comes back (`away`). */
export type PageTicket =
  | { readonly type: "join"; readonly entrance: Entrance }
  | {
    readonly type: "history";
    readonly room: Room;
    readonly asker: Asker;
    readonly fit: Fit;
    /** The conversation's name, where it is one. */
    readonly with?: string;
  }
  | {
    readonly type: "away";
    readonly room: Room;
    readonly account: Account;
    readonly peer: Peer;
    /** Conversations that are given after this one. */
    readonly others: Room[];
  };

/** Which entries stay where not all of them fit an answer: the oldest, the newest, or those nearest to a seq. */
export type Fit = "oldest" | "newest" | number;

/** Somebody on the way into a room; a place is kept meanwhile (`reserves`). */
export interface Entrance {
  readonly room: Room;
  readonly session: Session;
  readonly asker: Asker;
  readonly command: Pick<CommandOf<"join">, "after" | "last">;
  readonly reserves: boolean;
  /** The cursor is of another history: it is answered as if there were none. */
  readonly reset: boolean;
  /** What opened the room. */
  readonly invite: InviteRecord | undefined;
}

/** A session's used refs on their way from the store; `retry` is the `say` that waits for them. */
export interface RefsTicket {
  readonly room: Room;
  readonly session: Session;
  readonly asker: Asker;
  readonly retry: CommandOf<"say">;
}

export interface UsedRef {
  readonly ref: string;
  readonly seq: number;
  readonly at: number;
}

export interface FindTicket {
  readonly asker: Asker;
}
