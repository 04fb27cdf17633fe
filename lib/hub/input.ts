// All that can happen to the hub. The shell makes these of sockets, clocks and finished work, in the order they occur.
import type { Command } from "../chat/command.ts";
import type { Entry, Page } from "../chat/entry.ts";
import type { PasswordOutcome } from "../chat/password.ts";
import type { Refusal } from "../chat/refusal.ts";
import type { RoomId } from "../chat/room.ts";
import type { AppendTicket, FindTicket, PageTicket, PasswordTicket, PutTicket, RefsTicket, UsedRef } from "./ticket.ts";

/** One socket, from accept to close; numbers are never used again while the server runs. */
export type ConnectionId = number;

/** What a finished commit stored in one room: `entries[i]` came of `tickets[i]`, and is `lines[i]` in the store. */
export interface StoredSays {
  readonly room: RoomId;
  readonly entries: readonly Entry[];
  readonly lines?: readonly string[];
  readonly tickets: readonly AppendTicket[];
}

export type Input =
  /**
   * `local`: from a loopback address, which `maxPerAddress` exempts. `welcomeMs`: how long it may take until its `welcome`.
   * `fleeting`: its session can't be taken up again, and nothing is asked twice.
   */
  | {
    readonly type: "opened";
    readonly connection: ConnectionId;
    readonly address: string;
    readonly local: boolean;
    readonly welcomeMs?: number;
    readonly fleeting?: true;
  }
  | {
    readonly type: "command";
    readonly connection: ConnectionId;
    readonly command: Command;
    readonly ref: string | undefined;
  }
  /** The peer sent something that is no command. */
  | {
    readonly type: "faulted";
    readonly connection: ConnectionId;
    readonly refusal: Refusal;
    readonly ref: string | undefined;
  }
  /** The peer closed its sending half: its pending answers are still owed to it. */
  | { readonly type: "ended"; readonly connection: ConnectionId }
  | { readonly type: "closed"; readonly connection: ConnectionId }
  | { readonly type: "outbox-full"; readonly connection: ConnectionId }
  | { readonly type: "tick" }
  | { readonly type: "stored"; readonly runs: readonly StoredSays[] }
  | { readonly type: "not-stored"; readonly tickets: readonly AppendTicket[] }
  | { readonly type: "put-done"; readonly ticket: PutTicket }
  | { readonly type: "put-failed"; readonly ticket: PutTicket }
  | { readonly type: "password"; readonly ticket: PasswordTicket; readonly outcome: PasswordOutcome }
  | { readonly type: "paged"; readonly ticket: PageTicket; readonly page: Page }
  /** `isDeaf`: the peer can't be told anything yet. */
  | { readonly type: "page-failed"; readonly ticket: PageTicket; readonly isDeaf?: boolean }
  | { readonly type: "refs-read"; readonly ticket: RefsTicket; readonly refs: readonly UsedRef[] }
  | { readonly type: "refs-failed"; readonly ticket: RefsTicket }
  | {
    readonly type: "found";
    readonly ticket: FindTicket;
    readonly entries: readonly (Entry & { readonly room: string })[];
    readonly more: boolean;
  }
  | { readonly type: "find-failed"; readonly ticket: FindTicket }
  /** The server ends: everybody is told when to come back, spread over `spreadMs`. */
  | { readonly type: "shutdown"; readonly retryMs: number; readonly spreadMs: number };
