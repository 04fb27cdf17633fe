// What the operator can get at beside a running server: the stored rooms, and what was said, as JSON lines.
import { formatEntry } from "../chat/entry.ts";
import { fold } from "../chat/names.ts";
import type { HistoryReader } from "../history/kv_store.ts";
import type { StoredRoom } from "../history/store.ts";

/** What people write to each other past rooms is theirs alone. */
function isRoom({ record }: StoredRoom): boolean {
  return record.conversation === undefined;
}

type Print = (text: string) => Promise<void>;

/** Prints one row per stored room. */
export async function printRooms(store: HistoryReader, print: Print): Promise<void> {
  const rooms = (await store.rooms()).filter(isRoom).sort((
    a,
    b,
  ) => (fold(a.record.name) < fold(b.record.name) ? -1 : 1));
  const rows = rooms.map(({ record, first, head }) => {
    const marks = [record.private ? "private" : "public", record.password ? "locked" : ""].filter(Boolean).join(", ");
    return [record.name, String(head - first + 1), String(head), marks, record.topic];
  });
  const table = [["ROOM", "ENTRIES", "HEAD", "KIND", "TOPIC"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    await print(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd() + "\n");
  }
}

/**
 * Prints a room's history, or everything, as JSON lines: an entry with its `room`.
 *
 * @returns false where there is no such room
 */
export async function printHistory(store: HistoryReader, room: string | undefined, print: Print): Promise<boolean> {
  const wanted = room === undefined ? undefined : fold(room);
  const rooms = (await store.rooms()).filter(isRoom).filter(({ record }) =>
    wanted === undefined || fold(record.name) === wanted
  );
  for (const { record } of rooms) {
    const prefix = `{"room":${JSON.stringify(record.name)},`;
    for await (const entry of store.entries(record.id)) await print(prefix + formatEntry(entry).slice(1) + "\n");
  }
  return wanted === undefined || rooms.length > 0;
}
