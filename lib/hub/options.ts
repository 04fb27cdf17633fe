// What the hub is told once, at its start: bounds, names, and the pure functions that hold secrets for it.
import type { AccountId, Kept } from "../chat/kept.ts";
import type { RoomRecord, SessionId } from "../chat/room.ts";

/** What a resume token says: which session, and which account's it is, by which generation of that. */
export interface Claim {
  readonly session: SessionId;
  readonly account?: { readonly id: AccountId; readonly generation: number };
}

/** Pure functions over the store's secret: the hub decides with their results and never sees a key. */
export interface Secrets {
  /** A resume token for this session, issued at `at`. */
  sign(claim: Claim, at: number): string;
  /** What a token says, or `undefined` where it is wrong or older than 24 h at `at`. */
  verify(token: string, at: number): Claim | undefined;
  /** A code that nobody else can guess, the same for the same id. */
  code(id: string): string;
  /** What is kept of a room's password. */
  digest(room: string, password: string): string;
}

export interface HubOptions {
  /** `name/version`, as `welcome` tells it. */
  readonly server: string;
  /** Names the store. */
  readonly store: string;
  /** Unique to this start of the server: prefixes the ids that are minted. */
  readonly boot: string;
  readonly motd: string;
  readonly roomsPerClient: number;
  /** The limit of a room that is made without one; 0 = none. */
  readonly roomLimit: number;
  readonly clientsMax: number;
  readonly roomsMax: number;
  /** 0 = none. */
  readonly perAddressMax: number;
  /** `undefined` lifts every rate. */
  readonly rate: { readonly burst: number; readonly perSecond: number } | undefined;
  readonly pingMs: number;
  readonly graceMs: number;
  /** Names of accounts that may do everything. */
  readonly operators: readonly string[];
  /** Nobody may do anything without an account. */
  readonly requireLogin: boolean;
  /** Whether notices are wanted: none are made otherwise. */
  readonly notices: boolean;
  readonly secrets: Secrets;
  /** What is kept beside rooms. */
  readonly kept: readonly Kept[];
  readonly rooms: readonly { readonly record: RoomRecord; readonly first: number; readonly head: number }[];
}
