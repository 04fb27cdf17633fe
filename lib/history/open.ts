// Which store an operator means by `--db`.
import type { Clock } from "../clock.ts";
import { type HistoryReader, openKvReader } from "./kv_reader.ts";
import { openKvStore } from "./kv_store.ts";
import { openMemoryStore } from "./memory_store.ts";
import type { HistoryStore } from "./store.ts";

export { StoreError } from "./store_error.ts";

/**
 * Opens the history that a server writes.
 *
 * @param db a path, `:memory:`, or `undefined` for the place that Deno gives a program
 * @param keep entries kept per room; 0 keeps all (in memory: as many as it keeps by itself)
 * @throws {StoreError} where it is in use, damaged, or may not be written
 */
export function openStore(db: string | undefined, keep: number, clock: Clock): Promise<HistoryStore> {
  if (db === ":memory:") return Promise.resolve(openMemoryStore({ clock, ...(keep > 0 && { keep }) }));
  return openKvStore({ path: db, clock, keep });
}

/** Opens a history to read it, beside a server that may be writing it. */
export function openReader(db: string | undefined, clock: Clock): Promise<HistoryReader> {
  if (db === ":memory:") return Promise.resolve(openMemoryStore({ clock }));
  return openKvReader(db);
}
