// Pages stand in place of the messages while one looks at them; typing goes on below, and any message still arrives.
import type { Area } from "../../tui/area.ts";
import type { Model } from "../model.ts";
import { blockRows } from "../view_line.ts";
import { helpPageRows } from "./help_page.ts";
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
