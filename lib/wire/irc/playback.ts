// What was said before somebody came. Who can ask for history (draft/chathistory) is left to do so; who knows batches
// and times gets one; all others get notices that say when it was, since a client may know the tag `time` and not show
// it (irssi does not unless it is told to), and old words must not look like new ones.
import type { Entry } from "../../chat/entry.ts";
import { entryLines, placeOf } from "./entries.ts";
import { PLAYBACK_BATCH_ENTRIES, PLAYBACK_PLAIN_ENTRIES } from "./limits.ts";
import { withTag } from "./message.ts";
import { channelOf, SERVER_NAME } from "./names.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";
import { textLines } from "./texts.ts";
import { isoTime, shortTime } from "./time.ts";

/** How many entries to ask for at JOIN. */
export function playbackEntries(session: Session): number {
  if (session.has("draft/chathistory")) return 0;
  return session.has("batch") && session.has("server-time") ? PLAYBACK_BATCH_ENTRIES : PLAYBACK_PLAIN_ENTRIES;
}

/** Shows a room's past to somebody who has just come. */
export function playback(reply: Reply, room: string, entries: readonly Entry[]): void {
  const { session } = reply;
  if (entries.length === 0) return;
  if (session.has("server-time") && session.has("batch")) {
    const batch = session.mintBatch();
    const place = placeOf(room, session.traits, { tag: `batch=${batch}` });
    return tellBatch(reply, batch, channelOf(room), entries.flatMap((entry) => entryLines(place, entry)));
  }
  for (const { from, text, kind, at } of entries) {
    const who = kind === "action" ? `* ${from} ` : kind === "event" ? "" : `<${from}> `;
    const head = `:${SERVER_NAME} NOTICE ${channelOf(room)} :[${shortTime(at)}] `;
    const tag = session.has("server-time") ? `time=${isoTime(at)}` : undefined;
    for (const line of textLines(head, `${who}${text}`)) reply.line(tag === undefined ? line : withTag(line, tag));
  }
}

/** What was said, as one batch where there is a name for it (IRCv3 chathistory batch): its lines have the tag already. */
export function tellBatch(reply: Reply, batch: string | undefined, target: string, lines: readonly string[]): void {
  if (batch !== undefined) reply.line(`:${SERVER_NAME} BATCH +${batch} chathistory ${target}`);
  for (const line of lines) reply.line(line);
  if (batch !== undefined) reply.line(`:${SERVER_NAME} BATCH -${batch}`);
}
