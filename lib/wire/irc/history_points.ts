// Points in a history as CHATHISTORY names them, turned into seqs: a room's id has its seq in it, that of a message to
// people has its time, and a time is looked for by halving, since entries are in the order of their times.
import type { Entry } from "../../chat/entry.ts";
import type { EventOf } from "../../chat/event.ts";
import { PAGE_ENTRIES_MAX } from "../../chat/limits.ts";
import type { Refusal } from "../../chat/refusal.ts";
import type { Where } from "./history_log.ts";
import { digest, isPassingId, passingAt, seqOf } from "./msgid.ts";
import type { Asking } from "./talk.ts";
import { parseTime } from "./time.ts";

/** A place between entries: `before` is the first seq at or after it, `after` the last at or before it. */
export interface Point {
  readonly before: number;
  readonly after: number;
}

export type Reference =
  | { readonly type: "seq"; readonly seq: number }
  | { readonly type: "time"; readonly at: number }
  /** A message of a conversation, which was sent at that time. */
  | { readonly type: "message"; readonly id: string; readonly at: number };

/** Reads `msgid=…` or `timestamp=…`; the room's own spelling is what its ids are made with. */
export function parseReference(text: string, where: Where): Reference | undefined {
  const [key, value = ""] = split(text);
  if (key === "msgid" && "room" in where) {
    const seq = seqOf(value, digest(where.room));
    return seq === undefined ? undefined : { type: "seq", seq };
  }
  if (key === "msgid") {
    const at = passingAt(value);
    return at === undefined ? undefined : { type: "message", id: value, at };
  }
  if (key !== "timestamp") return undefined;
  const at = parseTime(value);
  return at === undefined ? undefined : { type: "time", at };
}

function split(text: string): readonly string[] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Entries that are looked at before any are looked for. */
const NEWEST_ENTRIES = 50;

type Page = EventOf<"history">;

/** Asks for a page. */
export function* askPage(
  where: Where,
  bounds: { readonly before?: number; readonly after?: number; readonly around?: number; readonly limit: number },
): Asking<Page | Refusal> {
  const event = yield { type: "history", ...where, ...bounds };
  if (event.type === "history" || event.type === "error") return event;
  return { code: "internal", text: "The history can't be read now" };
}

/** True for a page, false for a refusal. */
export function isPage(page: Page | Refusal): page is Page {
  return "entries" in page;
}

/** Where a reference points. */
export function* locate(where: Where, reference: Reference): Asking<Point | Refusal> {
  if (reference.type === "seq") return { before: reference.seq, after: reference.seq };
  const newest = yield* askPage(where, { limit: NEWEST_ENTRIES });
  if (!isPage(newest)) return newest;
  const { at } = reference;
  const { entries } = newest;
  const head = entries.at(-1)?.seq ?? 0;
  // Most that is asked for was said just now: then it is there already.
  if (entries[0] && entries[0].at < at) return placeAmong(entries, reference, head);
  const before = yield* firstSince(where, newest.first, head, at);
  if (typeof before !== "number") return before;
  if (reference.type === "message") return yield* locateMessage(where, before, reference.id);
  const later = yield* firstSince(where, before, head, at + 1);
  return typeof later === "number" ? { before, after: later - 1 } : later;
}

function placeAmong(entries: readonly Entry[], reference: Reference & { readonly at: number }, head: number): Point {
  const { at } = reference;
  if (reference.type === "message") {
    const seq = entries.find((entry) => isPassingId(reference.id, entry))?.seq;
    if (seq !== undefined) return { before: seq, after: seq };
  }
  const before = entries.find((entry) => entry.at >= at)?.seq ?? head + 1;
  return { before, after: entries.findLast((entry) => entry.at <= at)?.seq ?? before - 1 };
}

/** The message of that id, among those of its time; where it is gone, the place where it was. */
function* locateMessage(where: Where, first: number, id: string): Asking<Point | Refusal> {
  const page = yield* askPage(where, { after: first - 1, limit: PAGE_ENTRIES_MAX });
  if (!isPage(page)) return page;
  const seq = page.entries.find((entry) => isPassingId(id, entry))?.seq;
  return seq === undefined ? { before: first, after: first - 1 } : { before: seq, after: seq };
}

/** The first seq from `low` to `head` whose time is `at` or later; `head` + 1 where there is none. */
function* firstSince(where: Where, low: number, head: number, at: number): Asking<number | Refusal> {
  let from = low;
  let to = head + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const page = yield* askPage(where, { after: middle - 1, limit: 1 });
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
