// Used refs: which `say` of which session became which entry, kept for a day so that none is stored twice.
import { REFS_MAX, REFS_MS } from "../chat/limits.ts";
import type { RoomId, SessionId } from "../chat/room.ts";
import { dayOf, refsKey, refsPrefix } from "./keys.ts";
import { packLines, unpackLines } from "./packing.ts";
import type { RefRecord, Run } from "./store.ts";

/** One value to set. */
export interface RefsPack {
  readonly key: Deno.KvKey;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The refs of a run as values: one for each session and day, unless they are very many. */
export function packRefs(run: Run): RefsPack[] {
  const packs: RefsPack[] = [];
  for (const refs of groupRefs(run.refs)) {
    const lines = refs.map(({ ref, seq, at }) => `[${JSON.stringify(ref)},${seq},${at}]`);
    for (const { index, bytes } of packLines(lines)) {
      const first = refs[index];
      if (first) packs.push({ key: refsKey(dayOf(first.at), first.session, run.room, first.seq), bytes });
    }
  }
  return packs;
}

/** Refs of one session and one day together, in their order. Nearly always there is one such group. */
function groupRefs(refs: readonly RefRecord[]): Iterable<readonly RefRecord[]> {
  const first = refs[0];
  if (!first) return [];
  const day = dayOf(first.at);
  if (refs.every((ref) => ref.session === first.session && dayOf(ref.at) === day)) return [refs];
  return Map.groupBy(refs, (ref) => `${dayOf(ref.at)} ${ref.session}`).values();
}

/** The newest refs of a session in a room, at most `REFS_MAX` and none older than a day, oldest first. */
export async function readRefs(kv: Deno.Kv, room: RoomId, session: SessionId, now: number): Promise<RefRecord[]> {
  const newestFirst: RefRecord[] = [];
  for (const day of [dayOf(now) + 1, dayOf(now), dayOf(now) - 1]) {
    for await (const { value } of kv.list<Uint8Array>({ prefix: refsPrefix(day, session, room) }, { reverse: true })) {
      for (const line of unpackLines(value).reverse()) {
        const [ref, seq, at] = JSON.parse(line) as [string, number, number];
        if (newestFirst.length === REFS_MAX || at <= now - REFS_MS) return newestFirst.reverse();
        newestFirst.push({ session, ref, seq, at });
      }
    }
  }
  return newestFirst.reverse();
}
