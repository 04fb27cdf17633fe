// Used refs: which `say` of which session became which entry, kept for a day so that none is stored twice.
import { REFS_MAX, REFS_MS } from "../chat/limits.ts";
import type { RoomId, SessionId } from "../chat/room.ts";
import { bucketOf, linesOf, parseRefs, type RefsSection } from "./journal_format.ts";
import { dayOf, refsPrefix } from "./keys.ts";
import type { RefRecord } from "./store.ts";

/**
 * The newest refs of a session in a room, at most `REFS_MAX` and none older than a day, oldest first: those that are
 * `recent`, still in the journal, and those in the database.
 */
export async function readRefs(
  kv: Deno.Kv,
  recent: readonly RefsSection[],
  room: RoomId,
  session: SessionId,
  now: number,
): Promise<RefRecord[]> {
  const bucket = bucketOf(session);
  const newestFirst: RefRecord[] = [];
  for (const section of recent.toReversed()) {
    if (section.bucket === bucket && !take(section.bytes, session, now, newestFirst)) return newestFirst.reverse();
  }
  for (const day of [dayOf(now) + 1, dayOf(now), dayOf(now) - 1]) {
    const packs = kv.list<Uint8Array>({ prefix: refsPrefix(day, room, bucket) }, { reverse: true, batchSize: 4 });
    for await (const { value } of packs) {
      if (!take(value, session, now, newestFirst)) return newestFirst.reverse();
    }
  }
  return newestFirst.reverse();
}

/** Adds the session's refs, the newest first; false when there are enough or the rest is too old. */
function take(bytes: Uint8Array, session: SessionId, now: number, newestFirst: RefRecord[]): boolean {
  for (const ref of linesOf(bytes).flatMap(parseRefs).reverse()) {
    if (newestFirst.length === REFS_MAX || ref.at <= now - REFS_MS) return false;
    // What was just put into the database may have been in the journal too when that was looked at.
    if (ref.session === session && ref.seq < (newestFirst.at(-1)?.seq ?? Infinity)) newestFirst.push(ref);
  }
  return true;
}
