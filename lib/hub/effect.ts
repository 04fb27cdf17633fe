// All that the hub can want of the shell. An effect is performed in order, and its result comes back as an input.
import type { Entry, EntryEvent, EntryKind, PageRequest } from "../chat/entry.ts";
import type { Bye, Event } from "../chat/event.ts";
import type { Also, Change } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { ConnectionId } from "./input.ts";
import type { Notice } from "./notice.ts";
import type { AppendTicket, FindTicket, PageTicket, PasswordTicket, PutTicket, RefsTicket } from "./ticket.ts";

/** This connection gets `said` for entry `index` of the run, in the place where the others get `message`. */
export interface SaidAnswer {
  readonly to: ConnectionId;
  readonly ref: string | undefined;
  readonly index: number;
  /** The entry is an act of theirs: they get `ok` with its seq. */
  readonly act?: true;
}

/** What a search looks for; `rooms` are ids and names of those that the asker is in. */
export interface Query {
  readonly text: string;
  readonly from?: string;
  readonly before?: number;
  readonly rooms: readonly { readonly id: RoomId; readonly name: string }[];
  readonly limit: number;
}

export type Effect =
  /** To one connection; `ref` is its request's. */
  | { readonly type: "reply"; readonly to: ConnectionId; readonly event: Event; readonly ref: string | undefined }
  /** To many, encoded once per dialect variant. The audience is read at once and not kept. */
  | {
    readonly type: "deliver";
    readonly event: Event;
    readonly audience: Iterable<ConnectionId>;
    readonly except: ConnectionId | undefined;
  }
  /** Stored entries to a room's audience, in order. Who is named in `answers` but not in the audience gets only those. */
  | {
    readonly type: "entries";
    readonly room: string;
    readonly entries: readonly Entry[];
    /** The entries as `formatEntry` gives them, where that was done already. */
    readonly lines: readonly string[] | undefined;
    readonly audience: ReadonlySet<ConnectionId>;
    readonly answers: readonly SaidAnswer[];
  }
  | {
    readonly type: "append";
    readonly room: RoomId;
    readonly session: SessionId;
    readonly ref: string | undefined;
    readonly from: string;
    readonly text: string;
    readonly kind: EntryKind;
    readonly account: string | undefined;
    readonly event?: EntryEvent | undefined;
    readonly also?: Also | undefined;
    readonly ticket: AppendTicket;
  }
  | { readonly type: "put"; readonly record: RoomRecord; readonly ticket: PutTicket }
  | { readonly type: "keep"; readonly change: Change; readonly ticket: PutTicket }
  /** Makes what is kept of a password. */
  | { readonly type: "hash"; readonly password: string; readonly ticket: PasswordTicket }
  /** Checks a password; without a secret the same work is done for nothing. */
  | {
    readonly type: "check";
    readonly password: string;
    readonly secret: string | undefined;
    readonly ticket: PasswordTicket;
  }
  | { readonly type: "remove"; readonly room: RoomId }
  | { readonly type: "page"; readonly room: RoomId; readonly request: PageRequest; readonly ticket: PageTicket }
  | { readonly type: "refs"; readonly room: RoomId; readonly session: SessionId; readonly ticket: RefsTicket }
  | { readonly type: "find"; readonly query: Query; readonly ticket: FindTicket }
  /** Nothing more is read of this connection until `proceed`: what it asked for is unsettled. */
  | { readonly type: "hold"; readonly connection: ConnectionId }
  | { readonly type: "proceed"; readonly connection: ConnectionId }
  /** Writes `bye`, if any, where the socket takes it within a second, then closes. No `closed` comes back for it. */
  | { readonly type: "close"; readonly connection: ConnectionId; readonly bye: Bye | undefined }
  | { readonly type: "notice"; readonly notice: Notice };
