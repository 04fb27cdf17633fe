// Runs: the values in which a room's entries lie for good, and how sections of the journal become some.
import { type Entry, parseEntry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { type EntriesSection, linesOf, type RefsSection, VALUE_BYTES_MAX } from "./journal_format.ts";
import { refsKey } from "./keys.ts";
import { StoreError } from "./store_error.ts";

const NEWLINE = 10;

/** Lines that begin with the one for `seq`. */
export interface Lines {
  readonly seq: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Joins parts, in their order, into as few values as a greedy eye finds, none longer than a value may be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { joinLines } from "./runs.ts";
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * const joined = joinLines([{ seq: 1, bytes: bytes("one") }, { seq: 2, bytes: bytes("two") }]);
 * assertEquals(joined, [{ seq: 1, bytes: bytes("one\ntwo") }]);
 * ```
 */
export function joinLines(parts: readonly Lines[]): Lines[] {
  const joined: Lines[] = [];
  let group: Lines[] = [];
  let length = 0;
  for (const part of parts) {
    if (length + part.bytes.length > VALUE_BYTES_MAX) {
      joined.push(concat(group, length - 1));
      group = [];
      length = 0;
    }
    group.push(part);
    length += part.bytes.length + 1;
  }
  if (group.length > 0) joined.push(concat(group, length - 1));
  return joined;
}

function concat(parts: readonly Lines[], length: number): Lines {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (at > 0) bytes[at++] = NEWLINE;
    bytes.set(part.bytes, at);
    at += part.bytes.length;
  }
  return { seq: parts[0]?.seq ?? 0, bytes };
}

/** The keys and values for refs of a room that leave the journal: one for each bucket and day, unless they are very many. */
export function joinRefs(
  room: RoomId,
  refs: readonly RefsSection[],
): { readonly key: Deno.KvKey; readonly bytes: Uint8Array }[] {
  const packs = [];
  for (const [day, ofDay] of Map.groupBy(refs, ({ day }) => day)) {
    for (const [bucket, sections] of Map.groupBy(ofDay, ({ bucket }) => bucket)) {
      for (const { seq, bytes } of joinLines(sections)) packs.push({ key: refsKey(day, room, bucket, seq), bytes });
    }
  }
  return packs;
}

/** The entries `low` to `high` that are among these sections, oldest first. */
export function pickEntries(sections: readonly EntriesSection[], low: number, high: number): Entry[] {
  const entries: Entry[] = [];
  for (const section of sections) {
    if (section.seq + section.count > low && section.seq <= high) parseLines(section, section.room, low, high, entries);
  }
  return entries;
}

/**
 * Adds to `entries` those of `lines` whose seqs are from `low` to `high`.
 *
 * @throws {StoreError} Where a line is not the entry that it should be.
 */
export function parseLines({ seq, bytes }: Lines, room: RoomId, low: number, high: number, entries: Entry[]): void {
  const lines = linesOf(bytes);
  const end = Math.min(lines.length, high - seq + 1);
  for (let index = Math.max(0, low - seq); index < end; index++) {
    const entry = parseEntry(lines[index] ?? "");
    if (entry?.seq !== seq + index) throw unreadable(room, seq + index);
    entries.push(entry);
  }
}

/** Says that an entry that must be there is not, or is not one. */
export function unreadable(room: RoomId, seq: number): StoreError {
  return new StoreError(
    "damaged",
    `Cannot read entry ${seq} of room ${room}: the history is damaged, restore a backup`,
  );
}
