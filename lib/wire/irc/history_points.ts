// Points in a room's history as CHATHISTORY names them, turned into seqs: an id has its seq in it, a time is looked for
// by halving, since entries are in the order of their times.
import type { EventOf } from "../../chat/event.ts";
import type { Refusal } from "../../chat/refusal.ts";
import { digest, seqOf } from "./msgid.ts";
import type { Asking } from "./talk.ts";
import { parseTime } from "./time.ts";

/** A place between entries: `before` is the first seq at or after it, `after` the last at or before it. */
export interface Point {
  readonly before: number;
  readonly after: number;
}

export type Reference =
  | { readonly type: "seq"; readonly seq: number }
  | { readonly type: "time"; readonly at: number };

/** Reads `msgid=…` or `timestamp=…`; the room's own spelling is what its ids are made with. */
export function parseReference(text: string, room: string): Reference | undefined {
  const [key, value = ""] = split(text);
  if (key === "msgid") {
    const seq = seqOf(value, digest(room));
    return seq === undefined ? undefined : { type: "seq", seq };
  }
  if (key !== "timestamp") return undefined;
  const at = parseTime(value);
  return at === undefined ? undefined : { type: "time", at };
}

function split(text: string): readonly string[] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}

type Page = EventOf<"history">;

/** Asks for a page. */
export function* askPage(
  room: string,
  bounds: { readonly before?: number; readonly after?: number; readonly around?: number; readonly limit: number },
): Asking<Page | Refusal> {
  const event = yield { type: "history", room, ...bounds };
  if (event.type === "history" || event.type === "error") return event;
  return { code: "internal", text: "The history can't be read now" };
}

/** True for a page, false for a refusal. */
export function isPage(page: Page | Refusal): page is Page {
  return "entries" in page;
}

/** Where a reference points in a room. */
export function* locate(room: string, reference: Reference): Asking<Point | Refusal> {
  if (reference.type === "seq") return { before: reference.seq, after: reference.seq };
  const newest = yield* askPage(room, { limit: 1 });
  if (!isPage(newest)) return newest;
  const { at } = reference;
  const head = newest.entries.at(-1)?.seq ?? 0;
  const before = yield* firstSince(room, newest.first, head, at);
  if (typeof before !== "number") return before;
  const later = yield* firstSince(room, before, head, at + 1);
  return typeof later === "number" ? { before, after: later - 1 } : later;
}

/** The first seq from `low` to `head` whose time is `at` or later; `head` + 1 where there is none. */
function* firstSince(room: string, low: number, head: number, at: number): Asking<number | Refusal> {
  let from = low;
  let to = head + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const page = yield* askPage(room, { after: middle - 1, limit: 1 });
    if (!isPage(page)) return page;
    const entry = page.entries[0];
    // Retention may have taken what was asked for: what is left begins later.
    if (!entry || entry.seq > middle) from = entry?.seq ?? head + 1;
    if (!entry || entry.seq > middle) { if (entry && entry.at >= at) to = Math.min(to, entry.seq); }
    else if (entry.at >= at) to = middle;
    else from = middle + 1;
  }
  return from;
}
