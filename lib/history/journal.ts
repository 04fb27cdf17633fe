// The journal: each batch is one atomic that adds to its end, whichever and however many rooms it is about.
import type { RoomId } from "../chat/room.ts";
import type { Exclusive } from "./exclusive.ts";
import { encodeJournal, type Section } from "./journal_format.ts";
import { erasedKey, headKey, journalKey, keptKey, OWNER_KEY, PROBE_KEY, removedKey, roomKey } from "./keys.ts";
import { keyOf } from "../chat/kept.ts";
import { joinRefs } from "./runs.ts";
import type { Shelf } from "./shelf.ts";
import type { Batch } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** A probe writes this much, so that a disk with only a little left is still found full. */
const PROBE_BYTES = 60_000;
/** Most keys that are deleted at a time: few enough that a commit that waits behind it is hardly later. */
const DELETES_MAX = 500;
/** Packs of refs, up to 64 KiB each, that are written in one atomic. */
const PACKS_MAX = 8;

/** What the journal works on. `writes` is the handle that commits; nothing else writes with it but by `exclusive`. */
export interface JournalParts {
  readonly writes: Deno.Kv;
  readonly reads: Deno.Kv;
  readonly exclusive: Exclusive;
  readonly shelf: Shelf;
  /** The version of the owner's key as this server wrote it: once another has, nothing is committed. */
  readonly owner: string;
  /** What is in the journal at the start. */
  readonly from: JournalExtent;
}

/** Which values the journal has, from `oldest` to the one before `next`, and how many bytes they are. */
export interface JournalExtent {
  readonly oldest: number;
  readonly next: number;
  readonly bytes: number;
}

interface Uncertain {
  readonly sections: readonly Section[];
  readonly values: readonly Uint8Array[];
  readonly removes: readonly RoomId[];
  /** Rooms whose entries up to a seq are erased. */
  readonly erases: readonly (readonly [RoomId, number])[];
}

/** Writes batches to the journal, one at a time, and knows what is in it. */
export class Journal {
  readonly #parts: JournalParts;
  readonly #check: Deno.AtomicCheck;
  #oldest: number;
  #next: number;
  #bytes: number;
  /** The batch of a commit that failed: it may be stored or not. */
  #uncertain: Uncertain | undefined;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#oldest = parts.from.oldest;
    this.#next = parts.from.next;
    this.#bytes = parts.from.bytes;
    this.#check = { key: OWNER_KEY, versionstamp: parts.owner };
  }

  get extent(): JournalExtent {
    return { oldest: this.#oldest, next: this.#next, bytes: this.#bytes };
  }

  /** An atomic that fails once another server has taken the store over. */
  atomic(): Deno.AtomicOperation {
    return this.#parts.writes.atomic().check(this.#check);
  }

  commit(batch: Batch): Promise<void> {
    return this.#parts.exclusive.run(() => this.#commit(batch));
  }

  /** After a failed commit: finds out whether its batch is stored. */
  async settle(): Promise<void> {
    const uncertain = this.#uncertain;
    if (!uncertain) return;
    const [first] = uncertain.values;
    const { value } = await this.#parts.reads.get<Uint8Array>(journalKey(this.#next));
    if (this.#uncertain !== uncertain) return;
    this.#uncertain = undefined;
    if (first && value && isEqual(first, value)) this.#stored(uncertain);
  }

  /** Deletes what was there at some time, which must all have been put into runs. */
  async trim({ next, bytes }: JournalExtent): Promise<void> {
    while (this.#oldest < next) {
      await this.#parts.exclusive.run(async () => {
        const end = Math.min(next, this.#oldest + DELETES_MAX);
        const atomic = this.atomic();
        for (let number = this.#oldest; number < end; number++) atomic.delete(journalKey(number));
        await finish(atomic);
        this.#oldest = end;
      });
    }
    this.#bytes -= bytes;
  }

  async #commit(batch: Batch): Promise<void> {
    if (this.#uncertain) await this.settle();
    const { shelf } = this.#parts;
    for (const { room, entries } of batch.runs) {
      let seq = shelf.head(room);
      if (entries.some((entry) => entry.seq !== ++seq)) {
        throw new RangeError(`Cannot store a run: it must continue seq ${shelf.head(room)} of room ${room}`);
      }
    }
    const { values, sections } = encodeJournal(batch.runs);
    const atomic = this.atomic();
    for (const record of batch.puts) atomic.set(roomKey(record.id), record);
    for (const kept of batch.keeps ?? []) atomic.set(keptKey(keyOf(kept)), kept);
    for (const key of batch.forgets ?? []) atomic.delete(keptKey(key));
    const erases = (batch.erases ?? []).map((room) => [room, shelf.head(room)] as const);
    for (const [room, head] of erases) await this.#erase(room, head, atomic);
    for (const room of batch.removes) atomic.delete(roomKey(room)).delete(headKey(room)).set(removedKey(room), true);
    for (const [index, value] of values.entries()) atomic.set(journalKey(this.#next + index), value);
    const changes = batch.puts.length + batch.removes.length + (batch.keeps?.length ?? 0) +
      (batch.forgets?.length ?? 0);
    if (values.length + changes === 0) {
      atomic.set(PROBE_KEY, new Uint8Array(PROBE_BYTES));
    }
    const written = { sections, values, removes: batch.removes, erases };
    try {
      await finish(atomic);
    } catch (error) {
      this.#uncertain = written;
      throw error;
    }
    this.#stored(written);
  }

  /** Used refs outlive what they made, so that nothing that was erased is said again. Writing them twice does no harm. */
  async #erase(room: RoomId, head: number, atomic: Deno.AtomicOperation): Promise<void> {
    const packs = joinRefs(room, this.#parts.shelf.get(room)?.refs ?? []);
    for (let from = 0; from < packs.length; from += PACKS_MAX) {
      const before = this.atomic();
      for (const { key, bytes } of packs.slice(from, from + PACKS_MAX)) before.set(key, bytes);
      await finish(before);
    }
    atomic.set(headKey(room), { first: head + 1, head }).set(erasedKey(room), head);
  }

  #stored({ sections, values, removes, erases }: Uncertain): void {
    const { shelf } = this.#parts;
    this.#next += values.length;
    for (const value of values) this.#bytes += value.length;
    for (const [room, head] of erases) shelf.archived(room, { first: head + 1, head }, undefined);
    shelf.add(sections);
    for (const room of removes) shelf.remove(room);
  }
}

/** Commits an atomic whose only check is the owner's. */
export async function finish(atomic: Deno.AtomicOperation): Promise<void> {
  if ((await atomic.commit()).ok) return;
  throw new StoreError("in-use", "Cannot write the history: another server has taken it over; end one of them");
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
