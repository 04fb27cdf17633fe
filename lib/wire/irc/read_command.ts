// MARKREAD (IRCv3 draft/read-marker): how far one has read. The hub counts in seqs, clients in times: a mark is told as
// the time of the message that it stands at, or as the later time that this client gave for it.
import type { EventOf } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import { type HistoryLog, logOf } from "./history_log.ts";
import { askPage, isPage, locate } from "./history_points.ts";
import { channelOf, SERVER_NAME } from "./names.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";
import { isoTime, parseTime } from "./time.ts";

const VERB = "MARKREAD";

export function markread(call: Call): Performed {
  const { session, reply, message: { params } } = call;
  const target = param(call, 0);
  if (target === "") return reply.fail(VERB, "NEED_MORE_PARAMS", [], "Name a room or a nick");
  const [, given] = params;
  const log = logOf(session, target);
  if (given === undefined) return log ? tellMark(call, log) : reply.server(VERB, target, "*");
  const at = given.startsWith("timestamp=") ? parseTime(given.slice("timestamp=".length)) : undefined;
  if (at === undefined) return reply.fail(VERB, "INVALID_PARAMS", [target], "Give timestamp= and a time");
  if (!log) return reply.fail(VERB, "INVALID_PARAMS", [target], "Join that room first");
  return setMark(call, log, at);
}

/** Raises the mark to the newest message of that time or before it, and tells what it is then. */
function* setMark(call: Call, log: HistoryLog, at: number): Talk {
  const point = yield* locate(log.where, { type: "time", at });
  if ("after" in point && point.after > 0) yield { type: "read", ...log.where, seq: point.after };
  call.session.noteMark(fold(log.target), at);
  yield* tellMark(call, log);
}

/** Tells how far one has read. */
export function* tellMark({ session, reply }: Pick<Call, "session" | "reply">, log: HistoryLog): Talk {
  const stored = yield* markOf(log);
  const at = Math.max(stored ?? 0, session.marks.get(fold(log.target)) ?? 0);
  reply.line(`:${SERVER_NAME} ${VERB} ${log.target} ${at > 0 ? `timestamp=${isoTime(at)}` : "*"}`);
}

/** The time of the message that the mark stands at, if it is still kept. */
function* markOf({ where }: HistoryLog): Asking<number | undefined> {
  const mark = yield { type: "read", ...where };
  if (mark.type !== "read" || mark.seq === 0) return undefined;
  const page = yield* askPage(where, { after: mark.seq - 1, limit: 1 });
  const entry = isPage(page) ? page.entries[0] : undefined;
  return entry?.seq === mark.seq ? entry.at : undefined;
}

/** Another connection of this person has read further. */
export function* hearMark(call: Pick<Call, "session" | "reply">, event: EventOf<"read">): Talk {
  const { session } = call;
  const name = event.room !== undefined ? channelOf(event.room) : event.with ?? "";
  const log = logOf(session, session.groups.has(fold(name)) ? `&${name}` : name);
  if (log) yield* tellMark(call, log);
}
