// What the server needs of durable storage. Stored means: it is there after `kill -9` and after a power cut.
import type { Entry, Page, PageRequest } from "../chat/entry.ts";
import type { Change, Kept } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Wanted } from "./matcher.ts";

/** A room as found at start. `first` and `head` are its oldest and newest seq; an empty room has `first` = `head` + 1. */
export interface StoredRoom {
  readonly record: RoomRecord;
  readonly first: number;
  readonly head: number;
}

/** A used ref: this session's `say` with `ref` became entry `seq` of the room. Stored in the atomic of its entry. */
export interface RefRecord {
  readonly session: SessionId;
  readonly ref: string;
  readonly seq: number;
  readonly at: number;
}

/** Consecutive entries of one room, oldest first, that continue its head, and the refs that made them. */
export interface Run {
  readonly room: RoomId;
  readonly entries: readonly Entry[];
  /** The entries as `formatEntry` gives them, where that was done already. */
  readonly lines?: readonly string[];
  readonly refs: readonly RefRecord[];
}

/** One atomic write: all of it is stored, or nothing. A room's record is put before its first run. */
export interface Batch extends Change {
  readonly puts: readonly RoomRecord[];
  /** Rooms to forget, with all that belongs to them. */
  readonly removes: readonly RoomId[];
  /** Rooms that lose all entries that they had before this batch; the next seq is what it would have been. */
  readonly erases?: readonly RoomId[];
  readonly runs: readonly Run[];
}

/** Asks for a room's newest entries in which all words occur, and whose sender, folded, is `from` if that is given. */
export interface FindRequest extends Wanted {
  /** Only entries before this seq. */
  readonly before?: number;
  readonly limit: number;
}

/** Where entries are kept. Each method rejects with an ordinary Error where the store cannot be read or written now. */
export interface HistoryStore {
  /** Names this store; minted with it, so that a client can tell another server's history from ours. */
  readonly id: string;
  /** 32 bytes, minted with the store, never shown: resume tokens are signed with it. */
  readonly secret: Uint8Array;
  /** Where it is, in words for the operator. */
  readonly place: string;
  rooms(): Promise<readonly StoredRoom[]>;
  /** All that is kept beside rooms. */
  kept(): Promise<readonly Kept[]>;
  /** Durable when it resolves. After a rejection the batch may be stored or not: ask {@linkcode heads}. */
  commit(batch: Batch): Promise<void>;
  /** The newest stored seq of each room asked for (0: none, or no such room), and whether its record is stored. */
  heads(rooms: readonly RoomId[]): Promise<ReadonlyMap<RoomId, { readonly head: number; readonly kept: boolean }>>;
  page(room: RoomId, request: PageRequest): Promise<Page>;
  /** What is asked for, newest first. Long rooms are looked through bit by bit, so that others have their turn. */
  find(room: RoomId, request: FindRequest): Promise<readonly Entry[]>;
  /** The refs that a session used in a room in the last 24 h, oldest first, at most `REFS_MAX`, the newest ones. */
  refs(room: RoomId, session: SessionId): Promise<readonly RefRecord[]>;
  /** All entries of a room, oldest first. */
  entries(room: RoomId): AsyncIterable<Entry>;
  close(): Promise<void>;
}
