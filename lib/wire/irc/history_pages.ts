// As many messages of a history as were asked for, in as many pages as that takes: acts lie between what was said, and
// a text of several rows is several messages.
import type { Entry } from "../../chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../../chat/limits.ts";
import type { Refusal } from "../../chat/refusal.ts";
import type { HistoryLog } from "./history_log.ts";
import { askPage, isPage } from "./history_points.ts";
import { LIST_BYTES_MAX, PAGES_MAX } from "./limits.ts";
import type { Asking } from "./talk.ts";

export type Found = { readonly lines: readonly string[] } | Refusal;

interface Wanted {
  /** Messages at most. */
  readonly limit: number;
  /** Before every line, if any. */
  readonly tag: string | undefined;
  /** Seqs that are left out themselves. */
  readonly before?: number;
  readonly after?: number;
}

/** How many are wanted, as far as that many are given; `undefined` where it is no count. */
export function readCount(text: string | undefined): number | undefined {
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= 1 ? Math.min(count, PAGE_ENTRIES_MAX) : undefined;
}

/** The newest before a seq, oldest first. */
export function* findBack(log: HistoryLog, wanted: Wanted): Asking<Found> {
  const taken = new Taken(log, wanted);
  let { before } = wanted;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = yield* askPage(log.where, { limit: wanted.limit, ...(before !== undefined && { before }) });
    if (!isPage(page)) return page;
    for (const entry of page.entries.toReversed()) if (!taken.take(entry)) return { lines: taken.backward() };
    before = page.entries[0]?.seq;
    if (!page.more || before === undefined || before <= (wanted.after ?? 0) + 1) break;
  }
  return { lines: taken.backward() };
}

/** The oldest after a seq. */
export function* findForth(log: HistoryLog, wanted: Wanted): Asking<Found> {
  const taken = new Taken(log, wanted);
  let after = wanted.after ?? 0;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = yield* askPage(log.where, { limit: wanted.limit, after });
    if (!isPage(page)) return page;
    for (const entry of page.entries) if (!taken.take(entry)) return { lines: taken.forward() };
    after = page.entries.at(-1)?.seq ?? after;
    if (!page.more || after + 1 >= (wanted.before ?? Infinity)) break;
  }
  return { lines: taken.forward() };
}

/** Those around a seq, it among them. */
export function* findAround(log: HistoryLog, wanted: Wanted & { readonly around: number }): Asking<Found> {
  const page = yield* askPage(log.where, { around: wanted.around, limit: wanted.limit });
  return isPage(page) ? { lines: page.entries.flatMap((entry) => log.lines(entry, wanted.tag)) } : page;
}

/** Messages in the order in which they were come by, as long as there is room for them. */
class Taken {
  readonly #log: HistoryLog;
  readonly #wanted: Wanted;
  readonly #texts: (readonly string[])[] = [];
  #count = 0;
  #length = 0;

  constructor(log: HistoryLog, wanted: Wanted) {
    this.#log = log;
    this.#wanted = wanted;
  }

  /** False where no more may be taken. */
  take(entry: Entry): boolean {
    const { limit, tag, before = Infinity, after = 0 } = this.#wanted;
    if (entry.seq >= before || entry.seq <= after) return false;
    const lines = this.#log.lines(entry, tag);
    // A text that is longer than all that was asked for is given all the same: else nobody could get past it.
    if (this.#count > 0 && this.#count + lines.length > limit) return false;
    this.#texts.push(lines);
    this.#count += lines.length;
    this.#length += lines.reduce((sum, line) => sum + line.length, 0);
    return this.#count < limit && this.#length < LIST_BYTES_MAX;
  }

  forward(): readonly string[] {
    return this.#texts.flat();
  }

  backward(): readonly string[] {
    return this.#texts.toReversed().flat();
  }
}
