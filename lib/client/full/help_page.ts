// All keys and commands, from the tables that drive them.
import { COMMANDS } from "../commands/commands.ts";
import { findCommand } from "../commands/commands.ts";
import { helpRows } from "../commands/help.ts";
import { OWN_SETTINGS } from "../commands/own_settings.ts";
import { EDITOR_KEYS, type KeyRow, KEYS, NUMBER_KEYS, shownChord } from "./keymap.ts";
import { chordsOf } from "./keymap.ts";
import { settingOf, type Settings } from "./settings.ts";
import { widthOf } from "../../tui/width.ts";

/** `Alt-1 … Alt-0`. */
function numberKeys(): string {
  return [NUMBER_KEYS.chords.at(0), NUMBER_KEYS.chords.at(-1)].map((chord = "") => shownChord(chord)).join(" … ");
}

/** The rows of the help page: a heading, a table, a heading … */
export function helpPageRows(settings: Settings): readonly string[] {
  const keys = KEYS.map((row) =>
    [chordsOf(row.name, settings.keys).map(shownChord).join(", ") || "(no key)", row.about] as const
  );
  return [
    "Keys:",
    ...table([[numberKeys(), NUMBER_KEYS.about], ...keys]),
    "",
    "In the line being typed:",
    ...table(EDITOR_KEYS.map((row) => [chordsText(row), row.about] as const)),
    "",
    "Commands:",
    ...table(COMMANDS.map((row) => [`/${row.name}${row.syntax === "" ? "" : ` ${row.syntax}`}`, row.about] as const)),
    "",
    "Your own settings (/set NAME VALUE):",
    ...table(OWN_SETTINGS.map(({ name, about }) => [`${name} ${settingOf(settings, name)}`.trim(), about] as const)),
    "",
    "These work too:",
    "  @name: text   name: text   @ALL: text   groupX: text   group groupX a, b   menu   exit",
    "  A line that begins with // is sent with one /.",
  ];
}

/** What `/help WORD` says; `undefined` where it is the whole page. */
export function helpOn(word: string): readonly string[] | undefined {
  const name = word.trim().replace(/^\//, "");
  if (name === "") return undefined;
  const key = findCommand(name) ? undefined : KEYS.find((row) => row.name === name);
  return key ? [`${chordsText(key)}   ${key.about}`] : helpRows(name);
}

function chordsText({ chords }: KeyRow): string {
  return chords.map(shownChord).join(", ");
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(26, Math.max(...rows.map(([head]) => widthOf(head))));
  return rows.flatMap(([head, about]) =>
    widthOf(head) > width
      ? [`  ${head}`, `  ${" ".repeat(width)}  ${about}`]
      : [`  ${head}${" ".repeat(width - widthOf(head))}  ${about}`]
  );
}
