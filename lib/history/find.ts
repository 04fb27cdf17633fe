// Search: each room is looked through from its newest entry back, only as far as a page of hits needs.
import type { Entry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { wordsOf } from "./matcher.ts";
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

/** The newest hits over all rooms, newest first. */
export async function find(store: Pick<HistoryStore, "find">, query: Query): Promise<Found> {
  const { text, from, before, rooms, limit } = query;
  const wanted = {
    words: wordsOf(text),
    limit: limit + 1, // one more tells whether there are others
    ...(from !== undefined && { from }),
    ...(before !== undefined && { before }),
  };
  const hits: (Entry & { readonly room: string })[] = [];
  for (const { id, name } of rooms) {
    for (const entry of await store.find(id, wanted)) hits.push({ room: name, ...entry });
  }
  if (rooms.length > 1) hits.sort((a, b) => b.at - a.at || b.seq - a.seq);
  return { entries: hits.slice(0, limit), more: hits.length > limit };
}
