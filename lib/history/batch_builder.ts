// Gathers queued items into one batch: numbers entries, keeps the order within each room, and knows when it is full.
import { type Entry, type EntryEvent, type EntryKind, formatEntry } from "../chat/entry.ts";
import { type Also, type Change, type Kept, type KeptKey, keyOf } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Batch, RefRecord, Run } from "./store.ts";

/** A message that is to be stored; the ticket comes back with what became of it. */
export interface AppendRequest<T> {
  readonly room: RoomId;
  readonly session: SessionId;
  readonly ref?: string | undefined;
  readonly from: string;
  readonly text: string;
  readonly kind: EntryKind;
  readonly event?: EntryEvent | undefined;
  readonly account?: string | undefined;
  readonly also?: Also | undefined;
  readonly ticket: T;
}

/** Entries of a room that are stored now; `entries[i]` came from `tickets[i]` and is stored as `lines[i]`. */
export interface StoredRun<T> {
  readonly room: RoomId;
  readonly entries: readonly Entry[];
  readonly lines: readonly string[];
  readonly tickets: readonly T[];
}

/** A room's settings that are to be stored. */
export class Put<T> {
  constructor(readonly record: RoomRecord, readonly ticket: T) {}
}

/** Records that are to be stored or forgotten. */
export class Keep<T> {
  constructor(readonly change: Change, readonly ticket: T) {}
}

/** A room that is to be forgotten. */
export class Removal {
  constructor(readonly room: RoomId) {}
}

export type Item<T> = AppendRequest<T> | Put<T> | Keep<T> | Removal;

/** The most that one batch may hold: entries, bytes as {@linkcode sizeOf} counts them, rooms put or removed. */
export interface BatchBounds {
  readonly entriesMax: number;
  readonly bytesMax: number;
  readonly roomsMax: number;
}

/** A run in the making. */
class DraftRun<T> implements StoredRun<T>, Run {
  readonly entries: Entry[] = [];
  readonly lines: string[] = [];
  readonly tickets: T[] = [];
  readonly refs: RefRecord[] = [];

  constructor(readonly room: RoomId, public head: number) {}
}

/** What a room's settings take, roles left out. */
const PUT_BYTES = 8_192;
/** What an entry and its ref take besides their texts, at most: also the headings of sections of their own. */
const ENTRY_OVERHEAD_BYTES = 320;

/** An upper bound of the bytes that an item takes in the store: no UTF-16 unit becomes more than three. */
export function sizeOf<T>(item: Item<T>): number {
  if (item instanceof Put) return PUT_BYTES + 3 * JSON.stringify(item.record.roles ?? "").length;
  if (item instanceof Removal) return 256;
  if (item instanceof Keep) return bytesOf(item.change);
  const account = item.account?.length ?? 0;
  if (item.event || item.also) {
    const also = item.also === undefined ? 0 : PUT_BYTES + bytesOf(item.also);
    return ENTRY_OVERHEAD_BYTES + also + 3 * (JSON.stringify([item.text, item.from, item.event]).length + account);
  }
  return ENTRY_OVERHEAD_BYTES + 3 * (item.text.length + item.from.length + (item.ref?.length ?? 0) + account);
}

function bytesOf({ keeps = [], forgets = [] }: Change): number {
  return 256 + 3 * JSON.stringify([keeps, forgets]).length + 64 * (keeps.length + forgets.length);
}

function sizeOfChange({ keeps = [], forgets = [] }: Change): number {
  return keeps.length + forgets.length;
}

/** One batch, filled in order by {@linkcode add}. */
export class BatchBuilder<T> implements Batch {
  readonly puts: RoomRecord[] = [];
  readonly putTickets: T[] = [];
  readonly removes: RoomId[] = [];
  readonly erases: RoomId[] = [];
  readonly runs: DraftRun<T>[] = [];
  readonly #runByRoom = new Map<RoomId, DraftRun<T>>();
  readonly #at: number;
  readonly #bounds: BatchBounds;
  readonly #keptByPlace = new Map<string, { readonly key: KeptKey; readonly kept: Kept | undefined }>();
  #entries = 0;
  #bytes = 0;

  /** All entries of the batch get the time `at`. */
  constructor(at: number, bounds: BatchBounds) {
    this.#at = at;
    this.#bounds = bounds;
  }

  /**
   * Adds an item; false where it must wait for the next batch. `head` gives a room's newest seq. A batch that removes a
   * room does nothing else to it, since a batch has no order within.
   */
  add(item: Item<T>, head: (room: RoomId) => number): boolean {
    const bytes = this.#bytes + sizeOf(item);
    const { entriesMax, bytesMax, roomsMax } = this.#bounds;
    if (this.#bytes > 0 && bytes > bytesMax) return false;
    if (item instanceof Removal) {
      if (this.removes.length === roomsMax || this.#touches(item.room)) return false;
      this.removes.push(item.room);
    } else if (item instanceof Put) {
      if (this.puts.length === roomsMax || this.removes.includes(item.record.id)) return false;
      this.puts.push(item.record);
      this.putTickets.push(item.ticket);
    } else if (item instanceof Keep) {
      if (!this.#hasPlaceFor(item.change)) return false;
      this.#change(item.change);
      this.putTickets.push(item.ticket);
    } else {
      if (this.#entries === entriesMax || this.removes.includes(item.room)) return false;
      if (item.also && !this.#addAlso(item.room, item.also)) return false;
      this.#append(item, head);
    }
    this.#bytes = bytes;
    return true;
  }

  get keeps(): Kept[] {
    return [...this.#keptByPlace.values()].flatMap(({ kept }) => kept ?? []);
  }

  get forgets(): KeptKey[] {
    return [...this.#keptByPlace.values()].flatMap(({ key, kept }) => kept ? [] : [key]);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries;
  }

  /** The rooms that get entries. */
  rooms(): RoomId[] {
    return this.runs.map(({ room }) => room);
  }

  /** The tickets of all entries. */
  tickets(): T[] {
    return this.runs.flatMap(({ tickets }) => tickets);
  }

  /** What an entry brings with it; false where it must wait, since a batch has no order within. */
  #addAlso(room: RoomId, also: Also): boolean {
    if (also.erase && this.#touches(room)) return false;
    if (this.puts.length === this.#bounds.roomsMax || !this.#hasPlaceFor(also)) return false;
    if (also.erase) this.erases.push(room);
    if (also.put) this.puts.push(also.put);
    this.#change(also);
    return true;
  }

  /** A change that is too large for any batch gets one for itself. */
  #hasPlaceFor(change: Change): boolean {
    const present = this.#keptByPlace.size;
    return present === 0 || present + sizeOfChange(change) <= this.#bounds.roomsMax;
  }

  /** Of one place the later holds. */
  #change({ keeps = [], forgets = [] }: Change): void {
    for (const key of forgets) this.#keptByPlace.set(key.join("\0"), { key, kept: undefined });
    for (const kept of keeps) this.#keptByPlace.set(keyOf(kept).join("\0"), { key: keyOf(kept), kept });
  }

  #append(
    { room, session, ref, from, text, kind, event, account, ticket }: AppendRequest<T>,
    head: (room: RoomId) => number,
  ): void {
    let run = this.#runByRoom.get(room);
    if (!run) {
      run = new DraftRun(room, head(room));
      this.#runByRoom.set(room, run);
      this.runs.push(run);
    }
    const seq = ++run.head;
    const at = this.#at;
    const plain: Entry = { seq, from, text, kind, at };
    const more = event !== undefined || account !== undefined;
    const entry = more ? { ...plain, ...(event && { event }), ...(account !== undefined && { account }) } : plain;
    run.entries.push(entry);
    run.lines.push(formatEntry(entry));
    run.tickets.push(ticket);
    this.#entries++;
    if (ref !== undefined) run.refs.push({ session, ref, seq, at });
  }

  #touches(room: RoomId): boolean {
    return this.#runByRoom.has(room) || this.removes.includes(room) || this.puts.some(({ id }) => id === room);
  }
}
