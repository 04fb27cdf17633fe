// Which seqs a page request asks for. A room's history has no holes, so that this is arithmetic and needs no reading.
import type { PageRequest } from "../chat/entry.ts";

/** The seqs `low` to `high`, both included; none where `high` < `low`. `more` is as in `Page`. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly more: boolean;
}

/**
 * The seqs that `request` asks for, in a room that holds `first` to `head`. With `around` the other bounds are ignored.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { spanOf } from "./span.ts";
 * assertEquals(spanOf({ after: 10, limit: 5 }, 1, 100), { low: 11, high: 15, more: true });
 * ```
 */
export function spanOf(request: PageRequest, first: number, head: number): Span {
  const { before, after, around } = request;
  const limit = Math.max(0, Math.floor(request.limit));
  if (around !== undefined) {
    const low = Math.max(first, Math.min(around - (limit >> 1), head - limit + 1));
    return { low, high: Math.min(head, low + limit - 1), more: low > first };
  }
  if (after !== undefined) {
    const low = Math.max(first, after + 1);
    const high = Math.min(head, (before ?? Infinity) - 1, low + limit - 1);
    return { low, high, more: Math.max(high, low - 1) < head };
  }
  const high = Math.min(head, (before ?? Infinity) - 1);
  const low = Math.max(first, high - limit + 1);
  return { low, high, more: low > first };
}
