// What /help says, made of the table that the commands run by.
import { type CommandRow, COMMANDS, commandWords, findCommand } from "./commands.ts";
import { nearest } from "./nearest.ts";

/** The rows of `/help`, or of `/help WORD`. */
export function helpRows(word: string): readonly string[] {
  const name = word.replace(/^\//, "");
  if (name === "") return listRows();
  const row = findCommand(name);
  return row ? commandRows(row) : [unknownCommand(name)];
}

/** The one line about a command that is not there. */
export function unknownCommand(word: string): string {
  const near = nearest(word.toLowerCase(), commandWords());
  const meant = near === undefined ? "" : `: did you mean /${near}?`;
  return `There is no /${word}${meant} (/help lists all, //${word} would send it as text)`;
}

/** The right form of a command with an example. */
export function formOf(row: CommandRow): string {
  return `${usageOf(row)}   as in   ${row.example}`;
}

function usageOf(row: CommandRow): string {
  return row.syntax === "" ? `/${row.name}` : `/${row.name} ${row.syntax}`;
}

function listRows(): readonly string[] {
  const width = Math.max(...COMMANDS.map((row) => row.name.length)) + 3;
  return [
    "Commands (/help NAME shows one with an example):",
    ...COMMANDS.map((row) => `  ${`/${row.name}`.padEnd(width)}${row.about}`),
    "These work too:",
    "  @name: text   name: text   @ALL: text   groupX: text   group groupX a, b   menu   exit",
    "A line that begins with // is sent with one /.",
  ];
}

function commandRows(row: CommandRow): readonly string[] {
  const others = row.aliases.length === 0 ? [] : [`  also       ${row.aliases.map((alias) => `/${alias}`).join(" ")}`];
  return [usageOf(row), `  ${row.about}`, `  example    ${row.example}`, ...others];
}
