// CHATHISTORY TARGETS: which rooms and conversations have something newest between two times.
import { fold } from "../../chat/names.ts";
import { type HistoryLog, logOf, logOfRoom } from "./history_log.ts";
import { askPage, isPage } from "./history_points.ts";
import { readCount } from "./history_pages.ts";
import { TARGETS_LOOKED_AT_MAX } from "./limits.ts";
import { channelOfGroup, SERVER_NAME } from "./names.ts";
import type { Session } from "./session.ts";
import type { Asking, Call, Talk } from "./talk.ts";
import { isoTime, parseTime } from "./time.ts";

const VERB = "CHATHISTORY";

export function* targets({ session, reply, message: { params } }: Call): Talk {
  const [from, to] = params.slice(1, 3).map((text) => parseTime(text.replace(/^timestamp=/, "")));
  const limit = readCount(params[3]);
  if (from === undefined || to === undefined || limit === undefined) {
    return reply.fail(VERB, "INVALID_PARAMS", ["TARGETS"], "Give two times and a count");
  }
  const rows: { readonly target: string; readonly at: number }[] = [];
  for (const { target, where } of yield* logsOf(session)) {
    const page = yield* askPage(where, { limit: 1 });
    const at = isPage(page) ? page.entries.at(-1)?.at : undefined;
    if (at !== undefined && at > Math.min(from, to) && at < Math.max(from, to)) rows.push({ target, at });
  }
  if (!session.has("batch")) return;
  const batch = session.mintBatch();
  reply.line(`:${SERVER_NAME} BATCH +${batch} draft/chathistory-targets`);
  for (const { target, at } of rows.sort((one, other) => one.at - other.at).slice(0, limit)) {
    reply.line(`@batch=${batch} :${SERVER_NAME} ${VERB} TARGETS ${target} ${isoTime(at)}`);
  }
  reply.line(`:${SERVER_NAME} BATCH -${batch}`);
}

/** One's rooms, and, with an account, the conversations that something was written in. */
function* logsOf(session: Session): Asking<readonly HistoryLog[]> {
  const logs = [...session.rooms.values()].map(({ name }) => logOfRoom(session, name));
  if (session.account === undefined) return logs;
  const event = yield { type: "conversations" };
  const others = event.type === "conversations" ? event.conversations : [];
  for (const { with: name } of others.slice(0, TARGETS_LOOKED_AT_MAX)) {
    const log = logOf(session, session.groups.has(fold(name)) ? channelOfGroup(name) : name);
    if (log) logs.push(log);
  }
  return logs;
}
