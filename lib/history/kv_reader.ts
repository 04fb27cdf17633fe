// Reading a history beside the server that keeps it.
import type { RoomId } from "../chat/room.ts";
import { readHistory, readPage, readRooms } from "./kv_history.ts";
import { DEFAULT_PLACE, loadShelf, openKv } from "./kv_load.ts";
import { STORE_KEY } from "./keys.ts";
import type { HistoryStore } from "./store.ts";
import { StoreError } from "./store_error.ts";
import { inspectFile } from "./store_file.ts";

/** What an operator may do with a history while a server keeps it. */
export type HistoryReader = Pick<HistoryStore, "id" | "place" | "rooms" | "page" | "entries" | "close">;

/**
 * Opens a history to read it, also while a server keeps it, whose work this neither stops nor alters. Each call reads
 * what is stored by then. `path` is `undefined` for the database that Deno gives a program.
 *
 * @throws {StoreError} Where there is none, or it is damaged or may not be read.
 */
export async function openKvReader(path: string | undefined): Promise<HistoryReader> {
  if (path !== undefined) await inspectFile(path);
  const kv = await openKv(path);
  const { value: identity } = await kv.get<{ readonly id: string }>(STORE_KEY);
  if (identity === null) {
    kv.close();
    const where = path ?? "the store that Deno has for this folder";
    throw new StoreError("not-a-store", `Cannot read a history at ${where}: there is none; choose --db PATH`);
  }
  return {
    id: identity.id,
    place: path ?? DEFAULT_PLACE,
    async rooms() {
      return readRooms(kv, (await loadShelf(kv)).shelf, 0);
    },
    async page(room, request) {
      const { shelf } = await loadShelf(kv);
      return readPage(kv, () => shelf.get(room), 0, room, request);
    },
    async *entries(room: RoomId) {
      yield* readHistory(kv, (await loadShelf(kv)).shelf.get(room), 0, room);
    },
    close: () => Promise.resolve(kv.close()),
  };
}
