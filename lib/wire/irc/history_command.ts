// CHATHISTORY (IRCv3 draft/chathistory): what was said, by ids or times, as a batch.
import type { Refusal } from "../../chat/refusal.ts";
import { type HistoryLog, logOf } from "./history_log.ts";
import { findAround, findBack, findForth, type Found, readCount } from "./history_pages.ts";
import { locate, parseReference, type Point } from "./history_points.ts";
import { targets } from "./history_targets.ts";
import { tellBatch } from "./playback.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";

const VERB = "CHATHISTORY";
const SUBCOMMANDS: ReadonlySet<string> = new Set(["LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN"]);

export function chathistory(call: Call): Performed {
  const { session, reply, message: { params } } = call;
  const subcommand = param(call, 0).toUpperCase();
  if (subcommand === "TARGETS") return targets(call);
  if (!SUBCOMMANDS.has(subcommand)) {
    return reply.fail(VERB, "INVALID_PARAMS", [subcommand], "There is no such subcommand");
  }
  const count = subcommand === "BETWEEN" ? 5 : 4;
  if (params.length < count) return reply.fail(VERB, "NEED_MORE_PARAMS", [subcommand], "Parameters are missing");
  const target = param(call, 1);
  const log = logOf(session, target);
  if (!log) return reply.fail(VERB, "INVALID_TARGET", [subcommand, target], "Join that room first");
  const limit = readCount(params[count - 1]);
  if (limit === undefined) {
    return reply.fail(VERB, "INVALID_PARAMS", [subcommand, target], "The last parameter is a count");
  }
  return answer(call, subcommand, log, limit);
}

function* answer(call: Call, subcommand: string, log: HistoryLog, limit: number): Talk {
  const { session, reply, message: { params } } = call;
  const context = [subcommand, log.target];
  const references = [];
  for (const text of params.slice(2, subcommand === "BETWEEN" ? 4 : 3)) {
    if (subcommand === "LATEST" && text === "*") continue;
    const reference = parseReference(text, log.where);
    if (!reference) return reply.fail(VERB, "INVALID_PARAMS", context, `${text} names no message`);
    references.push(reference);
  }
  const batch = session.has("batch") ? session.mintBatch() : undefined;
  const points: Point[] = [];
  let refusal: Refusal | undefined;
  for (const reference of references) {
    const point = yield* locate(log.where, reference);
    if ("before" in point) points.push(point);
    else refusal ??= point;
  }
  const found = refusal ?? (yield* find(subcommand, log, points, { limit, tag: batch && `batch=${batch}` }));
  if ("code" in found && !isNone(found)) return reply.fail(VERB, "MESSAGE_ERROR", context, found.text);
  tellBatch(reply, batch, log.target, "lines" in found ? found.lines : []);
}

/** Nothing is recorded of guests: that is a history with nothing in it, and no fault of who asks. */
function isNone({ code }: Refusal): boolean {
  return code === "not-registered" || code === "no-such-user";
}

function* find(
  subcommand: string,
  log: HistoryLog,
  [from, to]: readonly Point[],
  wanted: { readonly limit: number; readonly tag: string | undefined },
): Asking<Found> {
  switch (subcommand) {
    case "BEFORE":
      return yield* findBack(log, { ...wanted, before: from?.before ?? 0 });
    case "AFTER":
      return yield* findForth(log, { ...wanted, after: from?.after ?? 0 });
    case "AROUND":
      return yield* findAround(log, { ...wanted, around: from?.before ?? 0 });
    case "BETWEEN":
      // Both are left out; of too many, those nearest to the first point are given.
      if (!from || !to) return { lines: [] };
      return from.before <= to.before
        ? yield* findForth(log, { ...wanted, after: from.after, before: to.before })
        : yield* findBack(log, { ...wanted, before: from.before, after: to.after });
    default:
      return yield* findBack(log, { ...wanted, ...(from && { after: from.after }) });
  }
}
