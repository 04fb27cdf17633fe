// The slash commands for those who have no client of ours: the same words as there, less what needs a screen or files.
import type { CommandOf, RoomOptions } from "../chat/command.ts";
import { DURATION_FORM } from "../chat/duration.ts";
import { fold, GROUP_RULE, NICK_RULE, parseGroup, parseNick, parseRoom, ROOM_RULE } from "../chat/names.ts";
import { GROUP_FORM } from "../chat/habits.ts";
import { parseRecipients, splitRecipients } from "../chat/recipients.ts";
import { PEOPLE_ROWS, status } from "./plain_people.ts";
import { roomRows } from "./plain_rows.ts";
import { type Act, type PlainRow, type PlainState, show, type Talk } from "./plain_state.ts";

const ROWS: readonly PlainRow[] = [
  {
    words: ["rooms", "list", "ls"],
    syntax: "[PART]",
    about: "list the rooms, or those whose name holds PART",
    run: (state, args) => state.ask({ type: "rooms", ...(args === "" ? {} : { match: args }) }, { type: "rooms" }),
  },
  {
    words: ["create"],
    syntax: "NAME [--private] [--limit N] [--password P] [TOPIC]",
    about: "make a room and enter it",
    run: create,
  },
  { words: ["join", "j", "enter"], syntax: "NAME|NUMBER [PASSWORD]", about: "enter a room", run: join },
  { words: ["leave", "part"], syntax: "[ROOM|GROUP]", about: "leave the room, or a group", run: leave },
  { words: ["who", "names"], syntax: "[ROOM|*]", about: "who is in the room; * for everybody", run: who },
  {
    words: ["msg", "m", "dm", "w", "query", "tell"],
    syntax: "NAME[, NAME …] [TEXT]",
    about: "write to people or a group; without TEXT all that follows goes there, until /room",
    run: message,
  },
  { words: ["room"], syntax: "", about: "back from a conversation to the room", run: backToRoom },
  { words: ["group"], syntax: "groupX NAME, NAME …", about: "make a group of at least three", run: group },
  {
    words: ["groups"],
    syntax: "",
    about: "the groups that you are in",
    run: (state) => state.ask({ type: "groups" }, { type: "silent" }),
  },
  {
    words: ["shout", "all", "wall"],
    syntax: "TEXT",
    about: "write to everybody who is connected",
    run: (state, args) => args === "" ? "bad-form" : state.ask({ type: "shout", text: args }, { type: "shout" }),
  },
  { words: ["say"], syntax: "TEXT", about: "write to the room, whatever the text looks like", run: say("text") },
  { words: ["me", "action"], syntax: "TEXT", about: "say what you do", run: say("action") },
  { words: ["nick"], syntax: "NAME", about: "take another nick", run: nick },
  { words: ["status"], syntax: "[online|away|busy] [NOTE]", about: "say how present you are", run: status },
  { words: ["topic"], syntax: "[TEXT]", about: "show or set the room's topic", run: topic },
  {
    words: ["set"],
    syntax: "[topic|limit|private|password|invite|moderated VALUE]",
    about: "the room's settings",
    run: set,
  },
  { words: ["history"], syntax: "[N]", about: "the newest N lines of the room", run: history },
  { words: ["search"], syntax: "TEXT", about: "find what was said in the room", run: search },
  ...PEOPLE_ROWS,
  {
    words: ["menu"],
    syntax: "",
    about: "the rooms and what one can do",
    run: (state) => state.ask({ type: "rooms" }, { type: "menu" }),
  },
  {
    words: ["help", "h", "?", "commands"],
    syntax: "[COMMAND]",
    about: "this list, or what one command is",
    run: (_state, args) => show(...(args === "" ? helpLines() : helpOf(args))),
  },
  {
    words: ["quit", "exit", "bye", "q"],
    syntax: "",
    about: "leave",
    run: (state) => state.ask({ type: "quit" }, { type: "silent" }),
  },
];

const ROW_BY_WORD: ReadonlyMap<string, PlainRow> = new Map(
  ROWS.flatMap((row) => row.words.map((word) => [word, row] as const)),
);

/** Runs `/word args`, given without the slash; `undefined` where there is no such command. */
export function runSlash(state: PlainState, text: string): readonly Act[] | undefined {
  const [, word = "", args = ""] = /^(\S*)\s*([^]*)$/.exec(text) ?? [];
  const row = ROW_BY_WORD.get(word.toLowerCase());
  if (!row) return undefined;
  const acts = row.run(state, args.trim());
  if (acts !== "bad-form") return acts;
  return show(`? Not done. It is written ${usageOf(row)}`);
}

function usageOf({ words, syntax }: PlainRow): string {
  return `/${words[0]} ${syntax}`.trimEnd();
}

/** What one command is, by any of its words. */
function helpOf(typed: string): readonly string[] {
  const word = typed.replace(/^\//, "");
  const row = ROW_BY_WORD.get(word.toLowerCase());
  if (!row) return [`? There is no /${word} (/help lists all)`];
  const others = row.words.slice(1).map((other) => `/${other}`);
  return [
    usageOf(row),
    `  ${row.about}`,
    ...(row.syntax.includes("--for") ? [`  ${DURATION_FORM}`] : []),
    ...(others.length > 0 ? [`  also ${others.join(" ")}`] : []),
  ];
}

function helpLines(): readonly string[] {
  const usages = ROWS.map(usageOf);
  const width = 34;
  return [
    "Commands (/help NAME explains one):",
    ...ROWS.map(({ about }, index) => `  ${(usages[index] ?? "").padEnd(width)} ${about}`),
    "These work too: @name: text   @ALL: text   name: text   groupX: text   group groupX a, b   menu   exit",
    "A line that begins with // is sent with one /.",
  ];
}

function create(state: PlainState, args: string): readonly Act[] | "bad-form" {
  const [name = "", ...words] = args.split(/\s+/);
  const room = name.replace(/^#/, "");
  if (parseRoom(room) === undefined) return show(`? "${name}" cannot be a room. ${ROOM_RULE}`);
  const options: { -readonly [K in keyof RoomOptions]: RoomOptions[K] } = {};
  while (words[0]?.startsWith("--")) {
    const flag = words.shift();
    if (flag === "--private") options.private = true;
    else if (flag === "--limit" && /^\d{1,6}$/.test(words[0] ?? "")) options.limit = Number(words.shift());
    else if (flag === "--password" && words[0]) options.password = words.shift() ?? "";
    else return "bad-form";
  }
  if (words.length > 0) options.topic = words.join(" ");
  return state.ask({ type: "create", room, ...options }, { type: "enter", room });
}

function join(state: PlainState, args: string): readonly Act[] {
  const [first = "", password] = args.split(/\s+/);
  const listed = /^\d{1,4}$/.test(first) ? state.listed[Number(first) - 1] : undefined;
  const room = listed ?? first.replace(/^#/, "");
  if (parseRoom(room) === undefined) return show(`? "${first}" is no room. ${ROOM_RULE}`);
  if (state.rooms.has(fold(room))) {
    state.current = fold(room);
    state.talk = undefined;
    return show(`- You write to ${state.room?.name ?? room} now`);
  }
  // The second word is the password of a room, or the code of an invite: only the server knows which.
  const proofs = password === undefined ? {} : { password, invite: password };
  return state.ask({ type: "join", room, ...proofs }, { type: "enter", room });
}

function leave(state: PlainState, args: string): readonly Act[] {
  const name = args || (state.talk?.type === "group" ? state.talk.group : "");
  if (parseGroup(name) !== undefined) {
    if (state.talk?.type === "group" && fold(state.talk.group) === fold(name)) state.talk = undefined;
    return state.ask({ type: "ungroup", group: name }, { type: "done", text: `You left ${name}` });
  }
  const room = name === "" ? state.room?.name : name.replace(/^#/, "");
  return room === undefined ? show("? You are in no room") : state.ask({ type: "leave", room }, { type: "silent" });
}

function who(state: PlainState, args: string): readonly Act[] {
  const room = args === "" ? state.room?.name : args === "*" ? undefined : args.replace(/^#/, "");
  return state.ask({ type: "who", ...(room === undefined ? {} : { room }) }, { type: "who", room });
}

function message(state: PlainState, args: string): readonly Act[] | "bad-form" {
  const [names, text] = splitRecipients(args.replace(/^@/, ""));
  const bare = names.replace(/:$/, "");
  const to = parseRecipients(bare);
  const talk: Talk | undefined = parseGroup(bare) !== undefined
    ? { type: "group", group: bare }
    : to && { type: "people", to };
  if (!talk) return "bad-form";
  if (text !== "") return tell(state, talk, text, undefined);
  state.talk = talk;
  return show(`- What you type goes to ${bare} alone now. /room goes back`);
}

/** Writes to people or a group; `unsure` is the whole line where it may have been meant for the room. */
export function tell(state: PlainState, talk: Talk, text: string, unsure: string | undefined): readonly Act[] {
  const to = talk.type === "group" ? { group: talk.group } : { to: talk.to };
  return state.ask({ type: "tell", ...to, text }, { type: "tell", unsure });
}

function backToRoom(state: PlainState): readonly Act[] {
  state.talk = undefined;
  return show(state.room ? `- You write to ${state.room.name} now` : "? You are in no room: /join lobby");
}

function group(state: PlainState, args: string): readonly Act[] {
  const [, name = "", list = ""] = /^(\S+)\s+([^]+)$/.exec(args) ?? [];
  const members = parseRecipients(list);
  if (!members) return show(`? Not done. It is written ${GROUP_FORM}`);
  if (parseGroup(name) === undefined) return show(`? Not done. ${GROUP_RULE}`);
  return state.ask({ type: "group", group: name, members }, { type: "silent" });
}

function say(kind: "text" | "action"): PlainRow["run"] {
  return (state, args) => args === "" ? "bad-form" : sayText(state, args, kind);
}

/** Says something in the room, or what to do where there is none. */
export function sayText(state: PlainState, text: string, kind: "text" | "action" = "text"): readonly Act[] {
  const { room } = state;
  if (!room) return show("? Not sent: you are in no room. /join lobby, or menu shows the rooms");
  return state.ask({ type: "say", room: room.name, text, kind }, { type: "say", text, kind });
}

function nick(state: PlainState, args: string): readonly Act[] {
  if (args === "") return show(`- You are ${state.nick}`);
  return parseNick(args) === undefined ? show(`? ${NICK_RULE}`) : state.ask({ type: "nick", nick: args }, {
    type: "nick",
  });
}

function topic(state: PlainState, args: string): readonly Act[] {
  const { room } = state;
  if (!room) return show("? You are in no room");
  if (args === "") return show(room.topic === "" ? `- ${room.name} has no topic` : `- Topic: ${room.topic}`);
  const text = `${room.name}: topic ${args}`;
  return state.ask({ type: "set", room: room.name, topic: args }, { type: "done", text });
}

function set(state: PlainState, args: string): readonly Act[] | "bad-form" {
  const { room } = state;
  if (!room) return show("? You are in no room");
  if (args === "") {
    const limit = room.limit === 0 ? "none" : room.limit;
    const facts = `topic ${room.topic || "none"} · limit ${limit} · private ${room.private ? "on" : "off"}`;
    return show(`- ${room.name}: you are ${room.role} here · ${facts}`);
  }
  const [key = "", ...rest] = args.split(/\s+/);
  const value = rest.join(" ");
  const setting = parseSetting(key.toLowerCase(), value);
  if (!setting) return "bad-form";
  const text = key === "password" ? `${room.name}: password changed` : `${room.name}: ${key} ${value}`;
  return state.ask({ type: "set", room: room.name, ...setting }, { type: "done", text });
}

function parseSetting(key: string, value: string): Omit<CommandOf<"set">, "type" | "room"> | undefined {
  const on = ["on", "yes", "true"].includes(value);
  const isFlag = on || ["off", "no", "false"].includes(value);
  if (key === "topic") return { topic: value === "none" ? "" : value };
  if (key === "password" && value !== "") return { password: value === "none" || value === "off" ? "" : value };
  if (key === "limit" && /^(\d{1,6}|none|off)$/.test(value)) return { limit: Number(value) || 0 };
  if (key === "private" && isFlag) return { private: on };
  if (key === "moderated" && isFlag) return { moderated: on };
  return key === "invite" && isFlag ? { invite: on } : undefined;
}

function history(state: PlainState, args: string): readonly Act[] | "bad-form" {
  const { room } = state;
  if (!room) return show("? You are in no room");
  if (!/^\d{0,6}$/.test(args)) return "bad-form";
  const limit = args === "" ? 50 : Math.min(Math.max(Number(args), 1), 200);
  return state.ask({ type: "history", room: room.name, limit }, { type: "history" });
}

function search(state: PlainState, text: string): readonly Act[] | "bad-form" {
  if (text === "") return "bad-form";
  const place = state.room && { room: state.room.name };
  return state.ask({ type: "search", text, ...place }, { type: "silent" });
}

/** The menu: the rooms by number, and what one can do. */
export function menuLines(rows: Parameters<typeof roomRows>[0]): readonly string[] {
  return [
    "Rooms:",
    ...roomRows(rows),
    "What next?",
    "  NUMBER or NAME     enter that room",
    "  create NAME        make a room and enter it",
    "  list               the rooms anew",
    "  @name: text        write to one person, @ALL: text to everybody",
    "  menu, /help, exit  this menu, all commands, leave",
  ];
}
