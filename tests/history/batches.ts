// Short ways to make what stores are given.
import type { Entry } from "../../lib/chat/entry.ts";
import type { RoomId, RoomRecord, SessionId } from "../../lib/chat/room.ts";
import type { Batch, HistoryStore, Run } from "../../lib/history/store.ts";

export const ROOM = "room-1" as RoomId;
export const OTHER = "room-2" as RoomId;
export const SESSION = "session-1" as SessionId;

export function record(id: RoomId, topic = ""): RoomRecord {
  return {
    id,
    name: `name of ${id}`,
    topic,
    limit: 0,
    private: false,
    password: "",
    invite: false,
    owner: "",
    createdAt: 5,
  };
}

export function entry(seq: number, at = 1_000, text = `text ${seq}`): Entry {
  return { seq, from: "alice", text, kind: "text", at };
}

/** The entries `from` to `to`. */
export function entries(from: number, to: number, at?: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => entry(from + index, at));
}

/** A run of the entries `from` to `to`, each with the ref `r` + its seq. */
export function run(room: RoomId, from: number, to: number, at = 1_000, session = SESSION): Run {
  const made = entries(from, to, at);
  return { room, entries: made, refs: made.map(({ seq }) => ({ session, ref: `r${seq}`, seq, at })) };
}

export function batch(parts: Partial<Batch>): Batch {
  return { puts: [], removes: [], runs: [], ...parts };
}

/** Stores entries 1 to `count` of a room, `perCommit` at a time. */
export async function fill(store: HistoryStore, room: RoomId, count: number, perCommit = count): Promise<void> {
  await store.commit(batch({ puts: [record(room)] }));
  for (let from = 1; from <= count; from += perCommit) {
    await store.commit(batch({ runs: [run(room, from, Math.min(count, from + perCommit - 1))] }));
  }
}

export async function seqsOf(store: Pick<HistoryStore, "entries">, room: RoomId): Promise<number[]> {
  return await Array.fromAsync(store.entries(room), ({ seq }) => seq);
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
