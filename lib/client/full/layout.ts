// Where the parts of the screen lie. What there is no room for goes, the messages and the line being typed last.
import type { Rect } from "../../tui/grid.ts";
import { render } from "../../tui/editor.ts";
import type { Model } from "../model.ts";
import { inputColumns, inputPrompt } from "./input_prompt.ts";
import { maskedFrom } from "./secret_input.ts";
import { settingOf } from "./settings.ts";
import type { Stage } from "./stage.ts";
import { switchItems } from "./switcher.ts";

export interface Layout {
  readonly title: Rect | undefined;
  readonly rooms: Rect | undefined;
  readonly messages: Rect;
  readonly members: Rect | undefined;
  readonly panel: Rect | undefined;
  readonly status: Rect | undefined;
  readonly input: Rect;
}

const INPUT_ROWS_MAX = 6;
const PANEL_ROWS_MAX = 10;
/** Columns at which a pane goes by itself. */
const MEMBERS_FROM = 100;
export const ROOMS_FROM = 72;
const WIDE_FROM = 140;
/** Columns that the messages keep even where somebody wants a pane. */
const MESSAGES_MIN = 24;
/** Rows from which a title is worth one. */
const TITLE_FROM = 16;

export function layoutOf(stage: Stage, model: Model): Layout {
  const { rows, columns } = stage.size;
  const inputRows = Math.min(rowsOfInput(stage, model), Math.max(1, rows - 3));
  const statusRows = rows >= 3 ? 1 : 0;
  const title = rows >= TITLE_FROM && !stage.bare ? 1 : 0;
  const middle = Math.max(0, rows - inputRows - statusRows - title);
  const panelRows = Math.min(rowsOfPanel(stage, model), Math.max(0, middle - 2));
  const pane = columns >= WIDE_FROM ? 20 : 16;
  const left = model.session && isShown(stage, "rooms", ROOMS_FROM) && columns - pane - 1 >= MESSAGES_MIN ? pane : 0;
  const rest = columns - (left > 0 ? left + 1 : 0);
  const listed = stage.everybody || model.current !== undefined || model.talk !== undefined;
  const right = listed && isShown(stage, "members", MEMBERS_FROM) && rest - pane - 1 >= MESSAGES_MIN ? pane : 0;
  const width = rest - (right > 0 ? right + 1 : 0);
  const body = { row: title, rows: middle };
  const column = columns - rest;
  return {
    title: title > 0 ? { row: 0, column: 0, rows: 1, columns } : undefined,
    rooms: left > 0 ? { ...body, column: 0, columns: left } : undefined,
    messages: { row: title, rows: middle - panelRows, column, columns: width },
    members: right > 0 ? { ...body, column: columns - right, columns: right } : undefined,
    panel: panelRows > 0 ? { row: title + middle - panelRows, rows: panelRows, column, columns: width } : undefined,
    status: statusRows > 0 ? { row: rows - inputRows - 1, column: 0, rows: 1, columns } : undefined,
    input: { row: rows - inputRows, column: 0, rows: inputRows, columns },
  };
}

function rowsOfInput(stage: Stage, model: Model): number {
  if (stage.panel) return 1;
  const columns = inputColumns(stage, model);
  const view = render(stage.editor, {
    columns,
    rowsMax: INPUT_ROWS_MAX,
    prompt: inputPrompt(stage, model, columns),
    maskedFrom: maskedFrom(stage.editor, model),
  });
  return view.rows.length;
}

function rowsOfPanel(stage: Stage, model: Model): number {
  const { panel } = stage;
  if (!panel) return 0;
  if (panel.type === "find" || panel.type === "message") return 1;
  if (panel.type === "paste") return Math.min(panel.paste.lines.length, 5) + 1;
  // While one types, the list keeps the height that it had for all.
  const items = panel.type === "switch" ? switchItems(stage, model, "") : panel.items;
  return Math.min(items.length + 1, PANEL_ROWS_MAX);
}

function isShown({ bare, settings, size }: Stage, pane: "rooms" | "members", from: number): boolean {
  const wanted = settingOf(settings, pane);
  return !bare && (wanted === "on" || (wanted === "auto" && size.columns >= from));
}
