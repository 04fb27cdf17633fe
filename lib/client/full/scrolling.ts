// Looking back and forth in a conversation. Past the top of what is here the server's history is paged in.
import { fold } from "../../chat/names.ts";
import type { Model } from "../model.ts";
import type { PageSpan, Place } from "../wish.ts";
import { layoutOf } from "./layout.ts";
import { contextOf, frontLines } from "./message_view.ts";
import { helpLines, pageOf } from "./pages.ts";
import { roomsPlan } from "./rooms_page.ts";
import { type Anchor, shownLines, wordsOf } from "./conversation.ts";
import { changeFront, frontOf, HOME, type Stage } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";
import { read } from "./sync.ts";
import { idOfSeq, seqAtEnd } from "./transcript.ts";
import { down, endAnchor, type Lines, up, type ViewContext } from "./viewport.ts";

/** Beyond every seq that there is. */
const SEQ_MAX = Number.MAX_SAFE_INTEGER;

interface Geometry {
  readonly lines: Lines;
  readonly height: number;
  readonly context: ViewContext;
}

function geometryOf(stage: Stage, model: Model): Geometry {
  const { messages } = layoutOf(stage, model);
  const taken = pageOf(stage, model) === "rooms" ? roomsPlan(stage, model, messages).taken : 0;
  return {
    lines: frontLines(stage, model),
    height: Math.max(1, messages.rows - taken),
    context: contextOf(stage, model, messages.columns),
  };
}

/** A screen up or down; a row of the last one stays in sight. */
export function scrollPage(stage: Stage, model: Model, by: 1 | -1): StageStep {
  return scrollRows(stage, model, by * Math.max(1, layoutOf(stage, model).messages.rows - 1));
}

/** So many rows up (negative) or down. */
export function scrollRows(stage: Stage, model: Model, rows: number): StageStep {
  const page = pageOf(stage, model);
  if (page === "help") return stageStep(scrollHelp(stage, model, rows));
  if (page === "rooms") return scrollRoomsPage(stage, model, rows);
  return scrollLines(stage, model, rows);
}

function scrollLines(stage: Stage, model: Model, rows: number): StageStep {
  return rows < 0 ? scrollUp(stage, model, -rows) : scrollDown(stage, model, rows);
}

function scrollUp(stage: Stage, model: Model, rows: number): StageStep {
  const { lines, height, context } = geometryOf(stage, model);
  const end = endAnchor(lines, height, context);
  const from = frontOf(stage).anchor ?? end;
  const to = up(lines, from, rows, context);
  const moved = isSame(to, end) && !frontOf(stage).past ? stage : changeFront(stage, { anchor: to });
  // What is left above is less than a screen: the next page is fetched ahead.
  const top = up(lines, to, height, context);
  if (top.id > lines.firstId || top.row > 0) return stageStep(moved);
  const short = isSame(to, from) ? rows : 0;
  return askPage(moved, model, "before", short);
}

function scrollDown(stage: Stage, model: Model, rows: number): StageStep {
  const { anchor, past } = frontOf(stage);
  if (!anchor) return stageStep(stage);
  const { lines, height, context } = geometryOf(stage, model);
  const to = down(lines, anchor, rows, height, context);
  if (to) return stageStep(changeFront(stage, { anchor: to }));
  if (!past) return stageStep(toBottom(stage));
  const joined = joinedLive(stage);
  return joined
    ? stageStep(joined)
    : askPage(changeFront(stage, { anchor: endAnchor(lines, height, context) }), model, "after", rows);
}

/** To the newest line. */
export function toBottom(stage: Stage): Stage {
  const { anchor, past, hit } = frontOf(stage);
  if (!anchor && !past && hit === undefined) return stage;
  return read(changeFront(stage, { anchor: undefined, past: undefined, hit: undefined }));
}

/** To the oldest line that is here; more is fetched. */
export function toTop(stage: Stage, model: Model): StageStep {
  if (stage.page) return stageStep({ ...stage, page: { ...stage.page, row: 0 } });
  const { firstId } = shownLines(frontOf(stage));
  return askPage(changeFront(stage, { anchor: { id: firstId, row: 0 } }), model, "before", 0);
}

/** To the first line that was not read; where that is older than what is here, with what stands around it. */
export function toUnread(stage: Stage, model: Model): StageStep {
  const front = frontOf(stage);
  const { mark, readUpTo = Infinity, place, lines } = front;
  if (mark === undefined) return hinted(stage, "Nothing new here");
  const first = seqAtEnd(lines, 1) ?? 0;
  if (place?.type !== "room" || first <= readUpTo + 1 || front.paging) return stageStep(showLine(stage, model, mark));
  const span: PageSpan = { side: "around", seq: readUpTo + 1 };
  const asking = changeFront(stage, { paging: { span, rows: 0 } });
  return stageStep(asking, { type: "act", action: { type: "wish", wish: { type: "page", place, span } } });
}

/** A line into sight, some rows below the top. */
export function showLine(stage: Stage, model: Model, id: number): Stage {
  const { lines, height, context } = geometryOf(stage, model);
  const anchor = up(lines, { id, row: 0 }, Math.floor(height / 3), context);
  const end = endAnchor(lines, height, context);
  const atEnd = anchor.id > end.id || (anchor.id === end.id && anchor.row >= end.row);
  return changeFront(stage, { anchor: atEnd && !frontOf(stage).past ? undefined : anchor });
}

/** Scrolls the front up by what was still wanted when older lines came. */
export function scrolledOn(stage: Stage, model: Model, rows: number): Stage {
  const { lines, height, context } = geometryOf(stage, model);
  const from = frontOf(stage).anchor ?? endAnchor(lines, height, context);
  return changeFront(stage, { anchor: up(lines, from, rows, context) });
}

/** Asks for the page beyond the lines that are here: of a room, or of what people wrote, where that is recorded. */
function askPage(stage: Stage, model: Model, side: "before" | "after", rows: number): StageStep {
  const front = frontOf(stage);
  const { place } = front;
  if (!place || !hasHistory(place, model) || front.paging) return stageStep(stage);
  const seq = seqAtEnd(shownLines(front), side === "before" ? 1 : -1, wordsOf(place)) ?? seqBeyond(place, model);
  if (side === "before" && (front.begun || seq <= 1)) return stageStep(stage);
  const span: PageSpan = { side, seq };
  const asking = changeFront(stage, { paging: { span, rows } });
  return stageStep(asking, { type: "act", action: { type: "wish", wish: { type: "page", place, span } } });
}

/** Of guests the server keeps no conversations. */
function hasHistory(place: Place, { rooms, session, phase }: Model): boolean {
  if (place.type === "room") return rooms.has(fold(place.name));
  return phase.type === "online" && session?.account !== undefined;
}

/** Where nothing is here, all that was said is before: of a room it is known how much that is. */
function seqBeyond({ type, name }: Place, { rooms }: Model): number {
  return type === "room" ? (rooms.get(fold(name))?.cursor ?? 0) + 1 : SEQ_MAX;
}

/** What one wrote to somebody before is there when the conversation is opened. */
export function fetchOpened(stage: Stage, model: Model): StageStep {
  const { place, lines } = frontOf(stage);
  const wanted = place && place.type !== "room" && seqAtEnd(lines, 1, "direct") === undefined;
  return wanted ? askPage(stage, model, "before", 0) : stageStep(stage);
}

/** Where the other part of the history has come to what is here, one goes on there. */
function joinedLive(stage: Stage): Stage | undefined {
  const { past, lines } = frontOf(stage);
  const seq = past && seqAtEnd(past, -1);
  const id = seq === undefined ? undefined : idOfSeq(lines, seq) ?? idOfSeq(lines, seq + 1);
  return id === undefined ? undefined : changeFront(stage, { past: undefined, anchor: { id, row: 0 } });
}

function scrollHelp(stage: Stage, model: Model, by: number): Stage {
  const { rows, columns } = layoutOf(stage, model).messages;
  const most = Math.max(0, helpLines(stage, columns).length - rows);
  const row = Math.min(Math.max(0, (stage.page?.row ?? 0) + by), most);
  return { ...stage, page: { type: "help", row } };
}

/** On the page of the rooms one goes from what happened, back or newest, to the list, and on in that. */
function scrollRoomsPage(stage: Stage, model: Model, by: number): StageStep {
  const { from, shown } = roomsPlan(stage, model, layoutOf(stage, model).messages);
  const isBack = frontOf(stage).anchor !== undefined;
  const row = Math.max(0, Math.min(from + within(by, shown), model.directory.length - shown));
  if (row === from || isBack) return scrollLines(stage, model, within(by, geometryOf(stage, model).height - 1));
  // Where the page stands by itself, it does so again at its top.
  const page = row === 0 && stage.front === HOME ? undefined : { type: "rooms", row } as const;
  return stageStep({ ...stage, page });
}

/** As far as there is something to see on the way. */
function within(rows: number, most: number): number {
  return Math.sign(rows) * Math.min(Math.abs(rows), Math.max(1, most));
}

function isSame(one: Anchor, other: Anchor): boolean {
  return one.id === other.id && one.row === other.row;
}
