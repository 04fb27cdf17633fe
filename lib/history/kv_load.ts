// What is read when a history is opened: heads, and the journal. Runs stay where they are, however many.
import type { RoomId } from "../chat/room.ts";
import type { JournalExtent } from "./journal.ts";
import { decodeJournal, type Section } from "./journal_format.ts";
import { HEADS_PREFIX, JOURNAL_PREFIX, ROOMS_PREFIX } from "./keys.ts";
import { Shelf, type StoredHead } from "./shelf.ts";
import { StoreError } from "./store_error.ts";

/** Where a history is that was given no path, in words for the operator. */
export const DEFAULT_PLACE = "Deno's store for this folder; moving it leaves the history behind (--db PATH to choose)";

/** Opens a database; `path` is `undefined` for the one that Deno gives a program. */
export async function openKv(path: string | undefined): Promise<Deno.Kv> {
  try {
    return await Deno.openKv(path);
  } catch (error) {
    throw toStoreError(path, error);
  }
}

/** What an error that came while a history was being opened means for who wants it open. */
export function toStoreError(path: string | undefined, cause: unknown): StoreError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "");
  const where = path ?? "the store that Deno has for this folder";
  if (cause instanceof StoreError) {
    if (cause.code !== "damaged" || reason.includes(where)) return cause;
    return new StoreError("damaged", `Cannot open ${where}: ${reason}`, { cause });
  }
  const [code, advice] = /malformed|corrupt|utf-8|deserialize|encoding/i.test(reason)
    ? ["damaged", "put a backup in its place"] as const
    : ["unwritable", "check its owner and its disk, or choose another --db PATH"] as const;
  return new StoreError(code, `Cannot open ${where}: ${reason}; ${advice}`, { cause });
}

/**
 * Reads where each room's history stands. The journal is read before the heads: what another process takes out of it
 * meanwhile is then in runs that the heads tell of.
 */
export async function loadShelf(kv: Deno.Kv): Promise<{ readonly shelf: Shelf; readonly extent: JournalExtent }> {
  const numbers: number[] = [];
  const sections: Section[] = [];
  let bytes = 0;
  for await (const { key, value } of kv.list<Uint8Array<ArrayBuffer>>({ prefix: JOURNAL_PREFIX }, { batchSize: 100 })) {
    numbers.push(Number(key[2]));
    bytes += value.length;
    sections.push(...decodeJournal(value));
  }
  const heads = kv.list<StoredHead>({ prefix: HEADS_PREFIX }, { batchSize: 500 });
  const shelf = new Shelf(await Array.fromAsync(heads, ({ key, value }) => [key[2] as RoomId, value] as const));
  const records = kv.list({ prefix: ROOMS_PREFIX }, { batchSize: 500 });
  const rooms = new Set(await Array.fromAsync(records, ({ key }) => key[2] as RoomId));
  // The journal may still have entries of rooms that were removed.
  shelf.add(sections.filter(({ room }) => rooms.has(room)));
  return { shelf, extent: { oldest: numbers[0] ?? 1, next: (numbers.at(-1) ?? 0) + 1, bytes } };
}
