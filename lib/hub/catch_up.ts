// The seam between a page that was read and what was stored while it was being read.
import type { Entry } from "../chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../chat/limits.ts";
import type { Room } from "./state.ts";

/** Keeps what is stored while somebody is catching up: the newest `PAGE_ENTRIES_MAX`, which is as much as an answer holds. */
export function keepRecent(room: Room, entries: readonly Entry[]): void {
  if (room.catchingUp.size === 0) return;
  room.recent = [...room.recent, ...entries].slice(-PAGE_ENTRIES_MAX);
}

/**
 * Joins a page and what was stored since, without hole or double: at most `most`, oldest first; the oldest of them if
 * `ascending` (there is a cursor to go on from), else the newest.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { seam } from "./catch_up.ts";
 * const entry = (seq: number) => ({ seq, from: "a", text: "", kind: "text", at: 0 });
 * const seqs = seam([entry(1), entry(2)], [entry(2), entry(3)], 2, false).map(({ seq }) => seq);
 * assertEquals(seqs, [2, 3]);
 * ```
 */
export function seam(
  page: readonly Entry[],
  recent: readonly Entry[],
  most: number,
  ascending: boolean,
): readonly Entry[] {
  const pageEnd = page.at(-1)?.seq;
  const newer = pageEnd === undefined ? recent : recent.filter((entry) => entry.seq > pageEnd);
  const touches = pageEnd === undefined || newer.length === 0 || newer[0]?.seq === pageEnd + 1;
  if (ascending) return (touches ? [...page, ...newer] : page).slice(0, most);
  if (most === 0) return [];
  return (touches ? [...page, ...newer] : newer).slice(-most);
}
