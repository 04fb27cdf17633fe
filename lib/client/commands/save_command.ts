// /save: what a conversation showed, or a room's whole history page by page. The pages are not gathered: each is
// written before the next is asked for, so a history of any length takes no memory.
import type { EventOf } from "../../chat/event.ts";
import { PAGE_ENTRIES_MAX } from "../../chat/limits.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { currentRoom, frontKey, frontName, isMe } from "../conversation.ts";
import { defaultFileName } from "../file_name.ts";
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import { linesOf } from "../scroll.ts";
import { block, chain, change, notice, problem, request, show, type Step, step } from "../step.ts";

/** `/save [FILE|-] [--all]` */
export function save(model: Model, moment: Moment, args: string): Step {
  const words = args.split(/\s+/).filter((word) => word !== "");
  const all = words.includes("--all");
  const given = words.filter((word) => word !== "--all").join(" ");
  const name = all ? currentRoom(model)?.name : frontName(model);
  if (name === undefined) return problem(model, moment, "Nothing to save: enter a room or open a conversation first");
  const file = given === "" ? defaultFileName(all ? `${name}-all` : name, new Date(moment.at)) : given;
  if (model.download) return problem(model, moment, `${model.download.file} is still being written`);
  return all ? saveHistory(model, moment, name, file) : saveScroll(model, moment, file);
}

function saveScroll(model: Model, moment: Moment, file: string): Step {
  const scroll = model.scrolls.get(frontKey(model) ?? "");
  const lines = scroll ? linesOf(scroll) : [];
  if (lines.length === 0) return notice(model, moment, "Nothing was shown here since the last /clear");
  if (file === "-") {
    return chain(
      block(model, `— ${frontName(model) ?? ""}, ${plural(lines.length, "line", "lines")} —`),
      (after) => printCopies(after, lines),
      (after) => block(after, "— end —"),
    );
  }
  const download = { room: "", file, cursor: 0, begun: true, count: lines.length, last: true };
  return step(change(model, { download }), { type: "save", file, mode: "new", lines });
}

/** Prints lines once more. Their places in the room are left out: they would look like a history that begins anew. */
function printCopies(model: Model, lines: readonly Line[]): Step {
  return { model, wants: lines.map((line) => ({ type: "print", line: withoutSeq(line), keys: [] })) };
}

function withoutSeq(line: Line): Line {
  if (!("seq" in line)) return line;
  const { seq: _, ...copy } = line;
  return copy;
}

function saveHistory(model: Model, moment: Moment, room: string, file: string): Step {
  if (model.phase.type !== "online") return problem(model, moment, "The history is with the server: /reconnect first");
  const download = { room, file, cursor: 0, begun: false, count: 0, last: false };
  return nextPage(change(model, { download }), room, 0);
}

function nextPage(model: Model, room: string, after: number): Step {
  const command = { type: "history", room, after, limit: PAGE_ENTRIES_MAX } as const;
  return request(model, command, { type: "save-history", room });
}

/** A page of the history that is being saved. */
export function takeDownload(model: Model, event: EventOf<"history"> & { readonly room: string }): Step {
  const { download } = model;
  if (!download || fold(event.room) !== fold(download.room)) return step(model);
  // A page that leads no further would be asked for again and again.
  const entries = event.entries.filter(({ seq }) => seq > download.cursor);
  const lines = entries.map((entry): Line => ({
    type: "said",
    room: event.room,
    from: entry.from,
    text: entry.text,
    kind: entry.kind,
    at: entry.at,
    mine: isMe(model, entry.from),
    old: true,
  }));
  const cursor = entries.at(-1)?.seq ?? download.cursor;
  const last = !event.more || entries.length === 0;
  const next = { ...download, cursor, begun: true, count: download.count + lines.length, last };
  if (download.file === "-") {
    return chain(
      download.begun ? step(model) : block(model, `— ${download.room}, the whole history —`),
      (after) => printCopies(after, lines),
      (after) => goOn(change(after, { download: next }), next),
    );
  }
  const mode = download.begun ? "more" : "new";
  return step(change(model, { download: next }), { type: "save", file: download.file, mode, lines });
}

function goOn(model: Model, download: NonNullable<Model["download"]>): Step {
  if (!download.last) return nextPage(model, download.room, download.cursor);
  return block(change(model, { download: undefined }), "— end —");
}

/** A part was written, or could not be. */
export function saved(model: Model, moment: Moment, file: string, trouble: string | undefined): Step {
  const { download } = model;
  if (trouble !== undefined) return problem(change(model, { download: undefined }), moment, trouble);
  if (!download) return step(model);
  if (!download.last) return goOn(model, download);
  const text = `Saved ${plural(download.count, "line", "lines")} to ${file}`;
  return show(change(model, { download: undefined }), { type: "notice", text, at: moment.at });
}
