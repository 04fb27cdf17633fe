// The full screen as a function of its state: a grid, the cursor, what clicks mean, the terminal's title.
import type { Moment } from "../../clock.ts";
import { Area } from "../../tui/area.ts";
import { render } from "../../tui/editor.ts";
import type { Rect } from "../../tui/grid.ts";
import type { Cursor } from "../../tui/render.ts";
import { shorten, widthOf } from "../../tui/width.ts";
import { currentRoom } from "../conversation.ts";
import type { Model } from "../model.ts";
import { titleOf } from "../prompt.ts";
import { Canvas, type Frame } from "./frame.ts";
import { hasSend, inputColumns, inputPrompt } from "./input_prompt.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { drawMembers } from "./members_pane.ts";
import { drawMessages, frontLines, frontViewport, themeOf } from "./message_view.ts";
import { tidy } from "./message_text.ts";
import { drawHelp, drawWelcome, pageOf } from "./pages.ts";
import { drawPanel } from "./panel_view.ts";
import { unreadTotal } from "./places.ts";
import { drawRoomsPage, roomsPlan } from "./rooms_page.ts";
import { drawRooms } from "./rooms_pane.ts";
import { maskedFrom } from "./secret_input.ts";
import type { Panel } from "./panel.ts";
import { frontOf, type Stage } from "./stage.ts";
import { drawStatus, type StatusFacts } from "./status_row.ts";
import type { Theme } from "./theme.ts";
import type { Lines, Viewport } from "./viewport.ts";

export function view(stage: Stage, model: Model, moment: Moment): Frame {
  const theme = themeOf(stage);
  const layout = layoutOf(stage, model);
  const canvas = new Canvas(Area.blank(stage.size));
  if (layout.title) drawTitle(canvas.area(layout.title), stage, model, theme);
  const sight = drawMiddle(canvas, layout, stage, model, theme);
  if (layout.rooms) {
    drawRooms(canvas, canvas.area(layout.rooms), stage, model, theme);
    drawEdge(canvas, layout.rooms, layout.rooms.column + layout.rooms.columns, theme);
  }
  if (layout.members) {
    drawMembers(canvas, canvas.area(layout.members), stage, model, theme);
    drawEdge(canvas, layout.members, layout.members.column - 1, theme);
  }
  if (layout.panel && stage.panel) drawPanel(canvas, canvas.area(layout.panel), stage.panel, stage, model, theme);
  if (layout.status) {
    drawStatus(canvas.area(layout.status), stage, model, moment, theme, {
      ...sight,
      titled: layout.title !== undefined,
    });
  }
  const cursor = drawInput(canvas, layout.input, stage, model, theme);
  return { grid: canvas.whole.grid, cursor, targets: canvas.targets, title: windowTitle(stage, model) };
}

type Sight = Pick<StatusFacts, "below" | "unreadAbove">;

/** Draws messages or a page; gives what lies beyond what is in sight. */
function drawMiddle(canvas: Canvas, layout: Layout, stage: Stage, model: Model, theme: Theme): Sight {
  const area = canvas.area(layout.messages);
  const page = pageOf(stage, model);
  const unreadAbove = false;
  if (page === "help") return { below: drawHelp(area, stage, theme) || undefined, unreadAbove };
  if (page === undefined) {
    const viewport = frontViewport(stage, model, area);
    drawMessages(area, viewport);
    targetGaps(canvas, area, viewport, frontLines(stage, model));
    return sightOf(viewport, stage);
  }
  // What happened so far is told below a page.
  if (page === "rooms") {
    const plan = roomsPlan(stage, model, area);
    drawRoomsPage(canvas, area, plan, model, theme);
    const news = area.area({ row: plan.taken });
    const viewport = frontViewport(stage, model, news);
    drawMessages(news, viewport);
    return { ...sightOf(viewport, stage), unreadAbove };
  }
  const rest = area.area({ row: drawWelcome(area, model, theme) + 1 });
  if (rest.rows > 0) drawMessages(rest, frontViewport(stage, model, rest));
  return { below: undefined, unreadAbove };
}

function targetGaps(canvas: Canvas, area: Area, { rows }: Viewport, lines: Lines): void {
  const top = area.rows - rows.length;
  for (const [index, { id }] of rows.entries()) {
    if (lines.at(id)?.type !== "gap") continue;
    canvas.target(area, { row: top + index, columns: area.columns }, { type: "gap", id });
  }
}

function sightOf({ rows, below }: Viewport, stage: Stage): Sight {
  const { anchor, past, mark } = frontOf(stage);
  const first = rows[0]?.id;
  return {
    below: past || (anchor && below > 0) ? below : undefined,
    unreadAbove: !past && mark !== undefined && first !== undefined && mark < first,
  };
}

function drawTitle(area: Area, stage: Stage, model: Model, theme: Theme): void {
  area.fill(theme.bar);
  if (stage.page) {
    area.put(0, 0, ` ${stage.page.type === "help" ? "Help" : "Rooms"} (Esc closes) `, theme.barStrong);
    return;
  }
  const me = tidy(model.nick ?? "");
  area.put(0, 0, ` ${shorten(tidy(titleWords(model)), Math.max(0, area.columns - widthOf(me) - 4))}`, theme.bar);
  area.put(0, Math.max(0, area.columns - widthOf(me) - 1), me, theme.bar);
}

/** Where one is, and what it is about. */
function titleWords(model: Model): string {
  if (model.talk?.type === "people") return `private with ${model.talk.to.join(", ")}`;
  if (model.talk) return `group ${model.talk.group}`;
  const room = currentRoom(model);
  if (!room) return "parley";
  return `${room.name}${room.private ? " (private)" : ""}${room.topic === "" ? "" : ` · ${room.topic}`}`;
}

function drawEdge(canvas: Canvas, { row, rows }: Rect, column: number, theme: Theme): void {
  for (let each = row; each < row + rows; each++) canvas.whole.put(each, column, "│", theme.border);
}

function drawInput(canvas: Canvas, rect: Rect, stage: Stage, model: Model, theme: Theme): Cursor {
  const area = canvas.area(rect);
  const send = hasSend(stage, model) ? " Send " : "";
  const columns = inputColumns(stage, model);
  const prompt = inputPrompt(stage, model, columns);
  if (stage.panel) {
    const query = queryOf(stage.panel);
    const after = area.put(0, area.put(0, 0, prompt, theme.own), query);
    return { row: rect.row, column: Math.min(after, rect.columns - 1) };
  }
  const edit = render(stage.editor, {
    columns,
    rowsMax: rect.rows,
    prompt,
    maskedFrom: maskedFrom(stage.editor, model),
  });
  for (const [row, text] of edit.rows.entries()) area.put(row, 0, text);
  area.area({ rows: 1, columns: edit.promptColumns }).restyle(promptStyle(model, theme));
  canvas.target(area, { columns: edit.promptColumns }, { type: "do", action: "switch" });
  if (send !== "") {
    area.put(0, rect.columns - send.length, send, theme.button);
    canvas.target(area, { column: rect.columns - send.length, columns: send.length }, { type: "send" });
  }
  return { row: rect.row + edit.cursor.row, column: edit.cursor.column };
}

function queryOf(panel: Panel): string {
  return panel.type === "switch" ? panel.query : panel.type === "find" ? panel.search.query : "";
}

function promptStyle(model: Model, theme: Theme): Theme["own"] {
  if (model.question !== undefined) return theme.own;
  return model.talk?.type === "people" ? theme.private : model.talk ? theme.group : theme.own;
}

/** `(3) alice – lobby – parley`. */
function windowTitle(stage: Stage, model: Model): string {
  const unread = unreadTotal(stage);
  return `${unread > 0 ? `(${unread}) ` : ""}${titleOf(model)}`;
}
