// Pages stand in place of the messages while one looks at them; typing goes on below, and any message still arrives.
import { fold } from "../../chat/names.ts";
import type { Area } from "../../tui/area.ts";
import { fit, shorten, widthOf } from "../../tui/width.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import { blockRows } from "../view_line.ts";
import type { Canvas } from "./frame.ts";
import { helpPageRows } from "./help_page.ts";
import { tidy } from "./message_text.ts";
import { HOME, type Stage } from "./stage.ts";
import type { Theme } from "./theme.ts";

/** The page that is to be seen: one that was asked for, or the rooms where one is nowhere yet. */
export function pageOf(stage: Stage, model: Model): "help" | "rooms" | "welcome" | undefined {
  if (stage.page) return stage.page.type;
  if (stage.front !== HOME) return undefined;
  return model.session && !model.session.mustLogin ? "rooms" : "welcome";
}

/** The rows of the help on a screen of this width. */
export function helpLines(stage: Stage, columns: number): readonly string[] {
  return helpPageRows(stage.settings).flatMap((row) => blockRows(row, Math.max(10, columns - 1)));
}

/** Draws the help, scrolled; gives how many rows lie below. */
export function drawHelp(area: Area, stage: Stage, theme: Theme): number {
  const rows = helpLines(stage, area.columns);
  const from = Math.max(0, Math.min(stage.page?.row ?? 0, rows.length - area.rows));
  for (const [index, row] of rows.slice(from, from + area.rows).entries()) {
    area.put(index, 1, row, /^[^ ].*:$/.test(row) ? theme.heading : {});
  }
  return Math.max(0, rows.length - from - area.rows);
}

/** Draws the rooms to choose from, and what to do next; gives the rows that it took. */
export function drawRoomsPage(canvas: Canvas, area: Area, model: Model, theme: Theme): number {
  const wide = area.columns >= 48;
  const { directory } = model;
  const rows = area.rows;
  area.put(0, 1, rows >= 8 ? "Rooms" : "", theme.heading);
  let row = rows >= 8 ? 2 : 0;
  const most = Math.max(1, rows - row - 3);
  const names = Math.min(24, Math.max(5, ...directory.map(({ room }) => widthOf(room))));
  for (const [index, { room, members, limit, locked, topic }] of directory.slice(0, most).entries()) {
    const here = model.rooms.has(fold(room));
    const people = limit > 0 ? `${members} of ${limit}` : plural(members, "person", "people");
    const facts = `${people}${locked ? ", password" : ""}${topic === "" ? "" : ` · ${tidy(topic)}`}`;
    const at = area.put(row, 1, `${String(index + 1).padStart(2)}  `, theme.dim);
    const after = area.put(row, at, fit(tidy(room), Math.min(names, area.columns - at - 1)), here ? theme.own : {});
    if (wide) area.put(row, after + 2, shorten(facts, Math.max(0, area.columns - after - 4)), theme.dim);
    canvas.target(area, { row, columns: area.columns }, { type: "join", room });
    row++;
  }
  if (directory.length > most) area.put(row++, 5, `… ${directory.length - most} more: /rooms PART`, theme.dim);
  if (directory.length === 0) area.put(row++, 1, "no rooms yet", theme.dim);
  const hint = wide
    ? "A number and Enter joins · /create NAME makes a room · F1 shows all keys and commands"
    : "Number: join · F1: help";
  for (const text of blockRows(hint, area.columns - 2).slice(0, Math.max(0, rows - row - 1))) {
    area.put(++row, 1, text, theme.notice);
  }
  return row + 1;
}

const WELCOME = ["parley", "", "Chat in rooms, from the terminal."];

/** What answers the question. */
function nextOf(question: Model["question"]): string {
  switch (typeof question === "object" ? question.type : question) {
    case "nick":
      return "Type the name that you want to be called by, and press Enter.";
    case "server":
      return "Type the server's name or address, HOST or HOST:PORT. Enter takes the one shown.";
    case "unreachable":
      return "Enter tries again; or type another HOST[:PORT]; or quit.";
    case "secret":
      return "Type the password, and press Enter: nobody sees it. Esc goes back.";
    case "account":
      return "Type the name of the account, and press Enter, which alone takes the one shown. Esc goes back.";
    case "confirm":
      return "Type yes or no, and press Enter.";
    case undefined:
      return "";
  }
}

/** What a newcomer sees while nick and server are asked for; gives the rows that it took. */
export function drawWelcome(area: Area, model: Model, theme: Theme): number {
  const next = blockRows(nextOf(model.question), Math.max(10, area.columns - 2));
  const rows = [...(area.rows >= 8 ? [...WELCOME, ""] : []), ...next];
  for (const [index, row] of rows.entries()) area.put(index, 1, row, index === 0 ? theme.heading : {});
  return rows.length;
}
