// The one table of commands: it drives /help, the completion and the dispatch. A command without its row does not
// compile in run_command.ts.

import type { CommandRow } from "./command_row.ts";
import { ACCOUNT_ROWS, ORDER_ROWS, PEOPLE_ROWS } from "./people_command_rows.ts";

export type { CommandRow } from "./command_row.ts";

export const COMMANDS = [
  {
    name: "rooms",
    aliases: ["list", "ls"],
    syntax: "[PART]",
    example: "/rooms gard",
    about: "list the rooms, or those whose name holds PART",
  },
  {
    name: "create",
    aliases: [],
    syntax: "NAME [--private] [--limit N] [--password P] [TOPIC]",
    example: "/create garden --limit 20 Plants and such",
    about: "make a room and enter it",
  },
  {
    name: "join",
    aliases: ["j", "enter"],
    syntax: "NAME|NUMBER|LINK [PASSWORD|CODE]",
    example: "/join lobby",
    about: "enter a room, by its name, its number in the list, or an invite's line",
    takes: "room",
  },
  {
    name: "leave",
    aliases: ["part"],
    syntax: "[ROOM|GROUP]",
    example: "/leave",
    about: "leave the room, or a group",
    takes: "room",
  },
  {
    name: "who",
    aliases: ["names"],
    syntax: "[ROOM|*]",
    example: "/who *",
    about: "who is in the room; * for everybody connected",
    takes: "room",
  },
  {
    name: "msg",
    aliases: ["m", "dm", "w", "query", "tell"],
    syntax: "NAME[, NAME …] [TEXT]",
    example: "/msg bob, eve lunch?",
    about: "write to people or to a group; without TEXT all that follows goes there, until /room",
    takes: "person",
    offline: true,
  },
  {
    name: "room",
    aliases: [],
    syntax: "",
    example: "/room",
    about: "back from a conversation to the room",
    offline: true,
  },
  {
    name: "group",
    aliases: [],
    syntax: "groupX NAME, NAME …",
    example: "/group groupX bob, eve",
    about: "make a group of at least three people, you among them",
  },
  { name: "groups", aliases: [], syntax: "", example: "/groups", about: "the groups that you are in" },
  {
    name: "shout",
    aliases: ["all", "wall"],
    syntax: "TEXT",
    example: "/shout lunch is ready",
    about: "write to everybody who is connected",
    offline: true,
  },
  {
    name: "say",
    aliases: [],
    syntax: "TEXT",
    example: "/say note: this goes to the room",
    about: "write to the room, whatever the text looks like",
    offline: true,
  },
  { name: "me", aliases: ["action"], syntax: "TEXT", example: "/me waves", about: "say what you do", offline: true },
  {
    name: "shrug",
    aliases: [],
    syntax: "[TEXT]",
    example: "/shrug no idea",
    about: "say TEXT with a shrug",
    offline: true,
  },
  { name: "nick", aliases: [], syntax: "NAME", example: "/nick ally", about: "take another nick", offline: true },
  {
    name: "status",
    aliases: [],
    syntax: "[online|away|busy] [NOTE]",
    example: "/status busy in a call",
    about: "say how present you are; alone: how things stand",
    takes: "status",
    offline: true,
  },
  ...PEOPLE_ROWS,
  ...ACCOUNT_ROWS,
  { name: "topic", aliases: ["t"], syntax: "[TEXT]", example: "/topic Plants", about: "show or set the room's topic" },
  {
    name: "set",
    aliases: [],
    syntax: "[NAME VALUE]",
    example: "/set limit 20",
    about:
      "settings: topic, limit, private, password, invite, moderated of the room; bell, notices, joins, mouse, copies your own",
    takes: "setting",
  },
  ...ORDER_ROWS,
  {
    name: "history",
    aliases: [],
    syntax: "[N]",
    example: "/history 100",
    about: "show the newest N lines of the room, 50 if you name no number, 200 at most",
  },
  {
    name: "unread",
    aliases: [],
    syntax: "",
    example: "/unread",
    about: "to the first line that you have not read",
    offline: true,
  },
  {
    name: "search",
    aliases: ["lastlog", "find"],
    syntax: "TEXT",
    example: "/search tomato",
    about: "find what was said in this conversation; Enter goes there",
  },
  {
    name: "save",
    aliases: [],
    syntax: "[FILE|-] [--all]",
    example: "/save talk.txt",
    about: "write this conversation to a file; - prints it; --all: the room's whole history",
    offline: true,
  },
  {
    name: "clear",
    aliases: ["cls"],
    syntax: "",
    example: "/clear",
    about: "clear the screen and what /save would write",
    offline: true,
  },
  {
    name: "connect",
    aliases: ["server"],
    syntax: "HOST[:PORT]|LINK",
    example: "/connect chat.example:7667",
    about: "go to another server",
    offline: true,
  },
  {
    name: "disconnect",
    aliases: [],
    syntax: "",
    example: "/disconnect",
    about: "hang up and stay here",
    offline: true,
  },
  { name: "reconnect", aliases: [], syntax: "", example: "/reconnect", about: "connect anew, at once", offline: true },
  {
    name: "ignore",
    aliases: [],
    syntax: "[NAME]",
    example: "/ignore bob",
    about: "hear no more of somebody, or again; alone: who is ignored",
    takes: "person",
    offline: true,
  },
  {
    name: "notify",
    aliases: [],
    syntax: "[all|mentions|none]",
    example: "/notify none",
    about: "what of this conversation calls you: each line, what names you, nothing",
    takes: "level",
    offline: true,
  },
  {
    name: "filter",
    aliases: [],
    syntax: "[TEXT|on|off]",
    example: "/filter coffee",
    about: "hide lines that hold TEXT, or show them again; alone: what is hidden",
    offline: true,
  },
  {
    name: "alias",
    aliases: [],
    syntax: "[NAME [TEXT]]",
    example: "/alias brb /status away $*",
    about: "a command of your own: $* stands for what follows it, $1 for its first word; NAME alone ends it",
    offline: true,
  },
  {
    name: "theme",
    aliases: [],
    syntax: "[NAME]",
    example: "/theme light",
    about: "other colours: auto, dark, light, plain",
    takes: "theme",
    offline: true,
  },
  {
    name: "bind",
    aliases: [],
    syntax: "[KEY [ACTION|none]]",
    example: "/bind ctrl-k switch",
    about: "what a key does; alone: all keys",
    takes: "chord",
    offline: true,
  },
  { name: "menu", aliases: [], syntax: "", example: "/menu", about: "the rooms and what one can do" },
  {
    name: "help",
    aliases: ["h", "?", "commands"],
    syntax: "[COMMAND]",
    example: "/help msg",
    about: "this list, or one command with an example",
    takes: "command",
    offline: true,
  },
  {
    name: "quit",
    aliases: ["exit", "bye", "q"],
    syntax: "[WORDS]",
    example: "/quit",
    about: "leave parley, with WORDS to those who stay",
    offline: true,
  },
] as const satisfies readonly CommandRow[];

export type CommandName = typeof COMMANDS[number]["name"];

const ROW_BY_WORD: ReadonlyMap<string, CommandRow & { readonly name: CommandName }> = new Map(
  COMMANDS.flatMap((row) => [row.name, ...row.aliases].map((word) => [word, row])),
);

/** The row of a command's name or alias, in any case and without its slash. */
export function findCommand(word: string): CommandRow & { readonly name: CommandName } | undefined {
  return ROW_BY_WORD.get(word.toLowerCase());
}

/** Every word that a command may be called by. */
export function commandWords(): Iterable<string> {
  return ROW_BY_WORD.keys();
}
