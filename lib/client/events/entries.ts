// A room's entries on their way to the eye: each once, in order, none left out. A repeated seq is dropped, a skipped
// one is fetched before anything later is shown.
import type { Entry } from "../../chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../../chat/limits.ts";
import { fold } from "../../chat/names.ts";
import { cleanText } from "../../chat/text.ts";
import type { Moment } from "../../clock.ts";
import { isMe, roomKey } from "../conversation.ts";
import { gapCount, type Line, type SaidLine } from "../line.ts";
import type { Model, Room } from "../model.ts";
import { plural } from "../plural.ts";
import { flush } from "../queue.ts";
import { chain, change, notice, request, show, type Step, step } from "../step.ts";

/** Live entries kept while a hole before them is filled; what comes beyond is paged later. */
export const EARLY_ENTRIES_MAX = 500;

/** Missed lines that a full screen still fetches one page after the other, rather than leaving a hole. */
const MISSED_SHOWN_MAX = 2 * PAGE_ENTRIES_MAX;

/** Puts a changed room into its place. */
export function putRoom(model: Model, room: Room): Model {
  return change(model, { rooms: new Map(model.rooms).set(fold(room.name), room) });
}

/** Takes an entry that came live, or one's own that was stored. */
export function receive(model: Model, moment: Moment, room: Room, entry: Entry): Step {
  if (entry.seq <= room.cursor) return step(model);
  if (entry.seq === room.cursor + 1 && !room.fetching) {
    return showEntry(putRoom(model, { ...room, cursor: entry.seq }), room, entry, "live");
  }
  const early = room.early.length < EARLY_ENTRIES_MAX ? [...room.early, entry] : room.early;
  return makeWhole(model, moment, { ...room, early, head: Math.max(room.head, entry.seq) });
}

/** Takes entries of the history that follow the cursor, then what came live meanwhile; asks on where some are missing. */
export function takePage(model: Model, moment: Moment, room: Room, entries: readonly Entry[]): Step {
  const fresh = entries.filter((entry) => entry.seq > room.cursor).sort((a, b) => a.seq - b.seq);
  const start = { ...room, fetching: false };
  // The server was asked for what follows the cursor: what it leaves out is gone, and going on beats asking for ever.
  const next = fresh[0]?.seq ?? Math.min(...room.early.map((entry) => entry.seq), room.head + 1);
  const gap = next - 1 - room.cursor;
  let at = gap > 0
    ? chain(
      step(putRoom(model, { ...start, cursor: next - 1 })),
      (after) => notice(after, moment, `${plural(gap, "line is", "lines are")} no longer kept`, roomKey(room.name)),
    )
    : step(putRoom(model, start));
  for (const entry of fresh) {
    const now = at.model.rooms.get(fold(room.name));
    if (now === undefined || entry.seq !== now.cursor + 1) break;
    const missed = now.back && { ...now.back, missed: now.back.missed + 1 };
    at = chain(
      at,
      (after) =>
        showEntry(putRoom(after, { ...now, cursor: entry.seq, back: missed }), now, entry, missed ? "missed" : "old"),
    );
  }
  return chain(at, (after) => takeEarly(after, room.name), (after) => fillAgain(after, moment, room.name));
}

function takeEarly(model: Model, name: string): Step {
  const room = model.rooms.get(fold(name));
  if (!room) return step(model);
  let at = step(model);
  let { cursor } = room;
  const rest: Entry[] = [];
  for (const entry of [...room.early].sort((a, b) => a.seq - b.seq)) {
    if (entry.seq <= cursor) continue;
    if (entry.seq !== cursor + 1) {
      rest.push(entry);
      continue;
    }
    cursor = entry.seq;
    at = chain(at, (after) => showEntry(after, room, entry, "live"));
  }
  return chain(at, (after) => {
    const now = after.rooms.get(fold(name)) ?? room;
    return step(putRoom(after, { ...now, cursor, early: rest }));
  });
}

function fillAgain(model: Model, moment: Moment, name: string): Step {
  const room = model.rooms.get(fold(name));
  return room ? makeWhole(model, moment, room) : step(model);
}

/** Asks for what lies between cursor and head; where nothing does, the room is whole and one's own words may go. */
export function makeWhole(model: Model, moment: Moment, room: Room): Step {
  if (room.fetching) return step(putRoom(model, room));
  if (room.back && model.setup.full && room.head - room.cursor > MISSED_SHOWN_MAX) {
    return leap(model, moment, room, room.back);
  }
  if (room.cursor < room.head) {
    const asking = putRoom(model, { ...room, fetching: true });
    const command = { type: "history", room: room.name, after: room.cursor, limit: PAGE_ENTRIES_MAX } as const;
    return request(asking, command, { type: "fill", room: room.name });
  }
  return chain(
    room.back
      ? sayBack(putRoom(model, { ...room, back: undefined }), moment, room, room.back)
      : step(putRoom(model, room)),
    (after) => flush(after, moment),
  );
}

/** Goes on with the newest lines, and leaves a hole to be filled by whoever wants to read it. */
function leap(model: Model, moment: Moment, room: Room, back: NonNullable<Room["back"]>): Step {
  const before = room.head - PAGE_ENTRIES_MAX + 1;
  const gap = { type: "gap", room: room.name, after: room.cursor, before } as const;
  const missed = back.missed + gapCount(gap);
  return chain(
    show(model, gap, roomKey(room.name)),
    (after) => makeWhole(after, moment, { ...room, cursor: before - 1, back: { ...back, missed } }),
  );
}

function sayBack(model: Model, moment: Moment, room: Room, back: NonNullable<Room["back"]>): Step {
  const seconds = Math.max(1, Math.round((moment.at - back.since) / 1_000));
  const missed = back.missed === 0 ? "nothing missed" : `${back.missed} missed`;
  return notice(model, moment, `Back in ${room.name} after ${seconds} s, ${missed}`, roomKey(room.name));
}

/** An entry as it is shown. */
export function saidLine(
  room: string,
  { seq, from, text, kind, at, account }: Entry,
  { mine, old }: { readonly mine: boolean; readonly old: boolean },
): SaidLine {
  return { type: "said", room, from, text, kind, at, mine, old, seq, ...(account === undefined ? {} : { account }) };
}

/** An entry of a recorded conversation as it is shown. */
export function pastLine(
  model: Model,
  { seq, from, text, at, kind, event, account }: Entry,
  name: string,
  isGroup: boolean,
): Line {
  if (kind === "event") return { type: "notice", text, at };
  const mine = isMe(model, from);
  const to = event?.to ?? [mine ? name : model.nick ?? ""];
  return {
    type: "direct",
    from,
    to,
    group: isGroup ? name : undefined,
    text,
    at,
    mine,
    seq,
    kept: true,
    ...(account === undefined ? {} : { account }),
  };
}

/** Shows an entry; one's own that was sent before a lost link and is found in the history counts as answered. */
function showEntry(model: Model, room: Room, entry: Entry, when: "live" | "old" | "missed"): Step {
  const old = when !== "live";
  const mine = isMe(model, entry.from);
  const known = mine && old ? forget(model, room, entry) : model;
  const line = saidLine(room.name, entry, { mine, old });
  return show(known, when === "missed" ? { ...line, missed: true } : line, roomKey(room.name));
}

function forget(model: Model, room: Room, entry: Entry): Model {
  const index = model.queue.items.findIndex(({ command, tried, sent }) =>
    tried && !sent && command.type === "say" && fold(command.room ?? "") === fold(room.name) &&
    cleanText(command.text) === entry.text && (command.kind ?? "text") === entry.kind
  );
  if (index < 0) return model;
  return change(model, { queue: { ...model.queue, items: model.queue.items.toSpliced(index, 1) } });
}
