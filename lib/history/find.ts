// Search: walks a room's history from its newest entry back, and stops as soon as a page of hits is full.
import type { Entry } from "../chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import type { RoomId } from "../chat/room.ts";
import type { HistoryStore } from "./store.ts";

/** What is looked for. All words must occur, in any order and case; `from` is a folded nick, `before` a seq. */
export interface Query {
  readonly text: string;
  readonly from?: string;
  readonly before?: number;
  readonly rooms: readonly { readonly id: RoomId; readonly name: string }[];
  readonly limit: number;
}

export interface Found {
  readonly entries: readonly (Entry & { readonly room: string })[];
  readonly more: boolean;
}

/** The newest hits of each room, newest first over all rooms. */
export async function find(store: Pick<HistoryStore, "page">, query: Query): Promise<Found> {
  const words = query.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const hits: (Entry & { readonly room: string })[] = [];
  for (const { id, name } of query.rooms) {
    for await (const entry of newestFirst(store, id, query.before)) {
      if (!matches(entry, words, query.from)) continue;
      hits.push({ room: name, ...entry });
      if (hits.length > query.limit * query.rooms.length) break;
    }
  }
  hits.sort((a, b) => b.at - a.at || b.seq - a.seq);
  return { entries: hits.slice(0, query.limit), more: hits.length > query.limit };
}

function matches(entry: Entry, words: readonly string[], from: string | undefined): boolean {
  if (from !== undefined && fold(entry.from) !== from) return false;
  const text = entry.text.toLowerCase();
  return words.every((word) => text.includes(word));
}

async function* newestFirst(
  store: Pick<HistoryStore, "page">,
  room: RoomId,
  before: number | undefined,
): AsyncGenerator<Entry> {
  for (let end = before;;) {
    const page = await store.page(room, { limit: PAGE_ENTRIES_MAX, ...(end !== undefined && { before: end }) });
    yield* page.entries.toReversed();
    end = page.entries[0]?.seq;
    if (!page.more || end === undefined) return;
  }
}
