// The panel above the status row: choices, one of them marked. The messages stay to be read above it.
import type { Area } from "../../tui/area.ts";
import { shorten, widthOf } from "../../tui/width.ts";
import { unreachable } from "../../unreachable.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import type { Canvas } from "./frame.ts";
import { tidy } from "./message_text.ts";
import type { LongPaste } from "./paste.ts";
import type { Panel, PickItem, Search } from "./panel.ts";
import type { Stage } from "./stage.ts";
import { nowhere, switchItems } from "./switcher.ts";
import type { Theme } from "./theme.ts";

export function drawPanel(canvas: Canvas, area: Area, panel: Panel, stage: Stage, model: Model, theme: Theme): void {
  switch (panel.type) {
    case "switch": {
      const items = switchItems(stage, model, panel.query);
      const head = items.length === 0 ? nowhere(panel.query) : "where to?";
      return drawList(canvas, area, { head, items, index: panel.index }, theme);
    }
    case "pick":
      return drawList(canvas, area, { head: panel.title, items: panel.items, index: panel.index }, theme);
    case "paste":
      return drawPaste(area, panel.paste, theme);
    case "find":
      return headRow(area, findWords(panel.search, area.columns), theme);
    case "message":
      return headRow(area, "↑ ↓ another · y copies it · o its links · Esc", theme);
    default:
      return unreachable(panel);
  }
}

interface List {
  readonly head: string;
  readonly items: readonly PickItem[];
  readonly index: number;
}

function drawList(canvas: Canvas, area: Area, { head, items, index }: List, theme: Theme): void {
  // Where there is one row alone, it is for what would be chosen.
  const headed = area.rows > 1 || items.length === 0 ? 1 : 0;
  if (headed > 0) headRow(area, head, theme);
  const rows = area.rows - headed;
  const from = Math.max(0, Math.min(index - Math.floor(rows / 2), items.length - rows));
  for (const [at, { label, about }] of items.slice(from, from + rows).entries()) {
    const row = at + headed;
    const chosen = from + at === index;
    const style = chosen ? theme.selected : {};
    area.area({ row, rows: 1 }).fill(style);
    const after = area.put(row, 1, shorten(tidy(label), area.columns - 2), style);
    area.put(
      row,
      after + 2,
      shorten(tidy(about), Math.max(0, area.columns - after - 3)),
      chosen ? theme.selected : theme.dim,
    );
    canvas.target(area, { row, columns: area.columns }, { type: "pick", index: from + at });
  }
}

function drawPaste(area: Area, { lines, messages }: LongPaste, theme: Theme): void {
  headRow(area, pasteQuestion(lines.length, messages.length, area.columns), theme);
  for (const [index, line] of lines.slice(0, area.rows - 1).entries()) {
    area.put(index + 1, 1, shorten(tidy(line), area.columns - 2), theme.dim);
  }
}

/** What a long paste is asked about, as far as there is room for it. */
function pasteQuestion(lines: number, messages: number, columns: number): string {
  const whole = messages === 1 ? "one message" : `${messages} messages`;
  const long = `Paste of ${
    plural(lines, "line", "lines")
  }: o as ${whole} · l line by line · e edit it first · Esc drops it`;
  if (widthOf(long) + 4 <= columns) return long;
  return `${plural(lines, "line", "lines")}: o ${messages === 1 ? "one" : messages} · l lines · e edit · Esc`;
}

/** What a search will look through, and how that is changed. */
function findWords({ scope, exact, regex }: Search, columns: number): string {
  const how = `${scope}${regex ? ", regex" : ""}, ${exact ? "case as typed" : "any case"}`;
  const other = scope === "here" ? "everywhere" : "here";
  const long = `${how}: Tab ${other} · Alt-C case · Ctrl-X ${regex ? "words" : "regex"}`;
  const forms = [long, `${how}: Tab · Alt-C · Ctrl-X`, `${scope}: Tab`];
  return forms.find((form) => widthOf(form) + 4 <= columns) ?? scope;
}

function headRow(area: Area, text: string, theme: Theme): void {
  const head = ` ${shorten(text, Math.max(0, area.columns - 4))} `;
  area.put(0, 0, `─${head}${"─".repeat(Math.max(0, area.columns - widthOf(head) - 1))}`, theme.border);
  area.put(0, 1, head, theme.heading);
}
