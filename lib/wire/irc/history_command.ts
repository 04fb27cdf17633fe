// CHATHISTORY (IRCv3 draft/chathistory): a room's entries by ids or times, as a batch.
import type { Entry } from "../../chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../../chat/limits.ts";
import type { Refusal } from "../../chat/refusal.ts";
import { entryLines, placeOf } from "./entries.ts";
import { askPage, isPage, locate, parseReference, type Point } from "./history_points.ts";
import { channelOf, roomOf, SERVER_NAME } from "./names.ts";
import { tellBatch } from "./playback.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";
import { isoTime, parseTime } from "./time.ts";

const VERB = "CHATHISTORY";
type Found = { readonly entries: readonly Entry[] } | Refusal;

export function chathistory(call: Call): Performed {
  const { session, reply, message: { params } } = call;
  const subcommand = param(call, 0).toUpperCase();
  if (subcommand === "TARGETS") return targets(call);
  const count = subcommand === "BETWEEN" ? 5 : 4;
  if (!["LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN"].includes(subcommand)) {
    return reply.fail(VERB, "INVALID_PARAMS", [subcommand], "There is no such subcommand");
  }
  if (params.length < count) return reply.fail(VERB, "NEED_MORE_PARAMS", [subcommand], "Parameters are missing");
  const target = param(call, 1);
  const room = session.room(roomOf(target) ?? "");
  if (!room) return reply.fail(VERB, "INVALID_TARGET", [subcommand, target], "Join that room first");
  const limit = Number(params[count - 1]);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    return reply.fail(VERB, "INVALID_PARAMS", [subcommand, target], "The last parameter is a count");
  }
  return answer(call, subcommand, room.name, Math.min(limit, PAGE_ENTRIES_MAX));
}

function* answer(call: Call, subcommand: string, room: string, limit: number): Talk {
  const { session, reply, message: { params } } = call;
  const channel = channelOf(room);
  const points: Point[] = [];
  for (const text of params.slice(2, -1)) {
    if (subcommand === "LATEST" && text === "*") continue;
    const reference = parseReference(text, room);
    if (!reference) return reply.fail(VERB, "INVALID_PARAMS", [subcommand, channel], `${text} names no message`);
    const point = yield* locate(room, reference);
    if (!("before" in point)) return reply.fail(VERB, "MESSAGE_ERROR", [subcommand, channel], point.text);
    points.push(point);
  }
  const found = yield* find(subcommand, room, points, limit);
  if (!("entries" in found)) return reply.fail(VERB, "MESSAGE_ERROR", [subcommand, channel], found.text);
  if (session.has("batch")) return tellBatch(reply, room, found.entries);
  const place = placeOf(room, session.traits, { tag: undefined });
  for (const entry of found.entries) for (const line of entryLines(place, entry)) reply.line(line);
}

function* find(subcommand: string, room: string, [from, to]: readonly Point[], limit: number): Asking<Found> {
  switch (subcommand) {
    case "BEFORE":
      return yield* askPage(room, { before: from?.before ?? 0, limit });
    case "AFTER":
      return yield* askPage(room, { after: from?.after ?? 0, limit });
    case "AROUND":
      return yield* askPage(room, { around: from?.before ?? 0, limit });
    case "BETWEEN":
      return yield* between(room, from, to, limit);
    default: {
      const page = yield* askPage(room, { limit });
      if (!isPage(page) || !from) return page;
      return { entries: page.entries.filter(({ seq }) => seq > from.after) };
    }
  }
}

/** Exclusive of both; of too many, those nearest to the first point. */
function* between(room: string, from: Point | undefined, to: Point | undefined, limit: number): Asking<Found> {
  if (!from || !to) return { entries: [] };
  const rising = from.before <= to.before;
  const page = rising
    ? yield* askPage(room, { after: from.after, limit })
    : yield* askPage(room, { before: from.before, limit });
  if (!isPage(page)) return page;
  return { entries: page.entries.filter(({ seq }) => rising ? seq < to.before : seq > to.after) };
}

/** Which of one's rooms has something newest between two times. */
function* targets({ session, reply, message: { params } }: Call): Talk {
  const times = params.slice(1, 3).map((text) => parseTime(text.replace(/^timestamp=/, "")));
  const [one, other] = times;
  if (one === undefined || other === undefined) {
    return reply.fail(VERB, "INVALID_PARAMS", ["TARGETS"], "Give two times and a count");
  }
  const rows: { readonly channel: string; readonly at: number }[] = [];
  for (const { name } of [...session.rooms.values()]) {
    const page = yield* askPage(name, { limit: 1 });
    const at = isPage(page) ? page.entries.at(-1)?.at : undefined;
    if (at === undefined || at <= Math.min(one, other) || at >= Math.max(one, other)) continue;
    rows.push({ channel: channelOf(name), at });
  }
  if (!session.has("batch")) return;
  const batch = session.mintBatch();
  reply.line(`:${SERVER_NAME} BATCH +${batch} draft/chathistory-targets`);
  for (const { channel, at } of rows) {
    reply.line(`@batch=${batch} :${SERVER_NAME} ${VERB} TARGETS ${channel} ${isoTime(at)}`);
  }
  reply.line(`:${SERVER_NAME} BATCH -${batch}`);
}
