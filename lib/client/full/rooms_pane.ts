// The left pane: the conversations with what is new in them, then the rooms that one could enter.
import { fold } from "../../chat/names.ts";
import { fit, shorten, widthOf } from "../../tui/width.ts";
import type { Area } from "../../tui/area.ts";
import type { Style } from "../../tui/style.ts";
import type { Model } from "../model.ts";
import { levelOf } from "./attention.ts";
import type { Canvas } from "./frame.ts";
import { digitOf } from "./keymap.ts";
import { tidy } from "./message_text.ts";
import { capped, nameOfPlace, openPlaces } from "./places.ts";
import type { Conversation } from "./conversation.ts";
import type { Stage } from "./stage.ts";
import type { Theme } from "./theme.ts";

export function drawRooms(canvas: Canvas, area: Area, stage: Stage, model: Model, theme: Theme): void {
  const buttons = stage.mouse && area.rows >= 6 ? 1 : 0;
  const room = area.rows - buttons;
  const places = openPlaces(stage, model);
  const front = places.findIndex(({ key }) => key === stage.front);
  // The one that is looked at is never out of sight.
  const from = Math.max(0, Math.min(front - room + 2, places.length - room));
  let row = 0;
  for (const [index, each] of places.entries()) {
    if (index < from || row >= room) continue;
    const quiet = levelOf(stage.settings, each.key) === "none";
    drawPlace(area, row, each, { number: index + 1, front: each.key === stage.front, quiet, theme });
    canvas.target(area, { row, columns: area.columns }, { type: "open", place: each.place });
    row++;
  }
  drawOthers(canvas, area.area({ row, rows: room - row }), model, theme);
  if (buttons > 0) drawButtons(canvas, area, theme, model);
}

interface Looks {
  readonly number: number;
  readonly front: boolean;
  /** Nothing there calls: what is new is no matter. */
  readonly quiet: boolean;
  readonly theme: Theme;
}

function drawPlace(
  area: Area,
  row: number,
  { place, unread, called }: Conversation,
  { number, front, quiet, theme }: Looks,
): void {
  const mark = called > 0 && place?.type !== "person" ? `@${capped(called)}` : unread > 0 ? capped(unread) : "";
  const columns = area.columns - 2 - (mark === "" ? 1 : widthOf(mark) + 2);
  const name = fit(tidy(place ? nameOfPlace(place) : ""), Math.max(1, columns));
  const style: Style = called > 0 ? theme.roomCalled : unread > 0 ? (quiet ? theme.dim : theme.roomUnread) : {};
  const look = front ? { ...style, ...theme.selected } : style;
  area.area({ row, rows: 1 }).fill(front ? theme.selected : {});
  area.put(row, 0, digitOf(number), front ? theme.selected : theme.dim);
  area.put(row, 2, name, look);
  area.put(row, area.columns - widthOf(mark) - 1, mark, look);
}

/** Rooms that one is not in, as far as there is room. */
function drawOthers(canvas: Canvas, area: Area, model: Model, theme: Theme): void {
  const others = model.directory.filter(({ room }) => !model.rooms.has(fold(room)));
  if (others.length === 0 || area.rows < 3) return;
  area.put(1, 0, "other rooms", theme.dim);
  for (const [index, { room, members }] of others.slice(0, area.rows - 2).entries()) {
    const count = capped(members);
    const row = index + 2;
    area.put(row, 2, shorten(tidy(room), Math.max(1, area.columns - 4 - count.length)), theme.dim);
    area.put(row, area.columns - count.length - 1, count, theme.dim);
    canvas.target(area, { row, columns: area.columns }, { type: "join", room });
  }
}

function drawButtons(canvas: Canvas, area: Area, theme: Theme, model: Model): void {
  const row = area.rows - 1;
  const join = " Join ";
  area.put(row, 0, join, theme.button);
  canvas.target(area, { row, columns: join.length }, { type: "do", action: "rooms" });
  if (model.current === undefined && model.talk === undefined) return;
  const leave = " Leave ";
  area.put(row, join.length + 1, leave, theme.button);
  canvas.target(area, { row, column: join.length + 1, columns: leave.length }, { type: "leave" });
}
