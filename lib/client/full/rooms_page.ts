// The page of the rooms to choose from. What happened stands below it: the newest of that always has its rows, the list
// gets what is left, and is scrolled where that is too little.
import { fold } from "../../chat/names.ts";
import type { Area } from "../../tui/area.ts";
import type { Size } from "../../tui/grid.ts";
import { fit, shorten, widthOf } from "../../tui/width.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import { blockRows } from "../view_line.ts";
import type { Canvas } from "./frame.ts";
import { contextOf, frontLines } from "./message_view.ts";
import { tidy } from "./message_text.ts";
import type { Stage } from "./stage.ts";
import type { Theme } from "./theme.ts";
import { viewportOf } from "./viewport.ts";

/** How the rows of the page are shared out. */
export interface RoomsPlan {
  /** Rows of the heading, with the empty one below it. */
  readonly head: number;
  /** The first room in sight. */
  readonly from: number;
  /** Rooms in sight. */
  readonly shown: number;
  /** What is said below a list that does not fit. */
  readonly more: string | undefined;
  readonly hint: readonly string[];
  /** Rows that the page takes; what happened has those below. */
  readonly taken: number;
}

/** Rows from which there is room for what only helps the eye. */
const HEAD_FROM = 12;
const GAP_FROM = 8;
/** Rows of what happened that the list never takes, where there are so many; on a high screen it is a third. */
const NEWS_MIN = 3;
/** Rows of the list that matter more than what to do next. */
const LIST_MIN = 4;
/** Columns from which there is room for more than names. */
const WIDE_FROM = 48;

export function roomsPlan(stage: Stage, model: Model, { rows, columns }: Size): RoomsPlan {
  const count = model.directory.length;
  const newsMost = Math.max(1, Math.min(NEWS_MIN, rows - 2), Math.floor(rows / 3));
  const news = viewportOf(frontLines(stage, model), undefined, newsMost, contextOf(stage, model, columns)).rows.length;
  const head = rows >= HEAD_FROM ? 2 : 0;
  const gap = news > 0 && rows >= GAP_FROM ? 1 : 0;
  const free = Math.max(0, rows - head - gap - news);
  const wanted = Math.max(1, count);
  const words = hintRows(columns);
  const hint = free - words.length - 1 >= Math.min(wanted, LIST_MIN) ? words : [];
  const space = free - (hint.length > 0 ? hint.length + 1 : 0);
  const fits = wanted <= space;
  const shown = fits ? count : Math.min(space, Math.max(1, space - 1));
  const from = Math.max(0, Math.min(stage.page?.row ?? 0, count - shown));
  const more = !fits && space > 1 ? moreWords(from, count - from - shown, columns) : undefined;
  const taken = head + Math.min(wanted, space) + (free - space) + gap;
  return { head, from, shown, more, hint, taken };
}

/** Draws the rooms to choose from, and what to do next. */
export function drawRoomsPage(canvas: Canvas, area: Area, plan: RoomsPlan, model: Model, theme: Theme): void {
  const { head, from, shown, more, hint } = plan;
  const { directory, rooms } = model;
  if (head > 0) area.put(0, 1, "Rooms", theme.heading);
  let row = head;
  const names = Math.min(24, Math.max(5, ...directory.map(({ room }) => widthOf(room))));
  for (const [index, { room, members, limit, locked, topic }] of directory.slice(from, from + shown).entries()) {
    const here = rooms.has(fold(room));
    const people = limit > 0 ? `${members} of ${limit}` : plural(members, "person", "people");
    const facts = `${people}${locked ? ", password" : ""}${topic === "" ? "" : ` · ${tidy(topic)}`}`;
    const at = area.put(row, 1, `${String(from + index + 1).padStart(2)}  `, theme.dim);
    const after = area.put(row, at, fit(tidy(room), Math.min(names, area.columns - at - 1)), here ? theme.own : {});
    if (isWide(area.columns)) {
      area.put(row, after + 2, shorten(facts, Math.max(0, area.columns - after - 4)), theme.dim);
    }
    canvas.target(area, { row, columns: area.columns }, { type: "join", room });
    row++;
  }
  if (more !== undefined) area.put(row++, 5, more, theme.dim);
  if (directory.length === 0) area.put(row++, 1, "no rooms yet", theme.dim);
  for (const text of hint) area.put(++row, 1, text, theme.notice);
}

/** What lies beyond a list, and how to get there, as far as there is room for it. */
function moreWords(above: number, below: number, columns: number): string {
  const forms = below > 0
    ? [`… ${below} more: Page Down, or /rooms PART`, `… ${below} more: PgDn`]
    : [`… ${above} before: Page Up`, `… ${above} before`];
  return forms.find((form) => widthOf(form) + 6 <= columns) ?? forms.at(-1) ?? "";
}

function hintRows(columns: number): readonly string[] {
  const hint = isWide(columns)
    ? "A number and Enter joins · /create NAME makes a room · F1 shows all keys and commands"
    : "Number: join · F1: help";
  return blockRows(hint, Math.max(1, columns - 2));
}

function isWide(columns: number): boolean {
  return columns >= WIDE_FROM;
}
