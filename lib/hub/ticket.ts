// What the hub hands out with an effect and gets back with its result. The shell carries tickets; it never looks inside.
import type { CommandOf } from "../chat/command.ts";
import type { Peer, Room, Session } from "./state.ts";

/** Who waits for an answer: the connection that asked, and its request's `ref`. */
export interface Asker {
  readonly peer: Peer;
  readonly ref: string | undefined;
}

/** A `say` on its way to the history. Those who send its ref again meanwhile join `askers`. */
export interface AppendTicket {
  readonly room: Room;
  readonly session: Session;
  readonly ref: string | undefined;
  readonly askers: Asker[];
}

/** Settings on their way to the store: of a room being made, or of one being changed. */
export type PutTicket =
  | { readonly type: "make"; readonly room: Room; readonly asker: Asker }
  | { readonly type: "change"; readonly room: Room; readonly asker: Asker; readonly change: Room["record"] };

/** A page on its way: for `joined`, or for `history`. */
export type PageTicket =
  | { readonly type: "join"; readonly entrance: Entrance }
  | { readonly type: "history"; readonly room: Room; readonly asker: Asker; readonly fit: Fit };

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
