// Commands as the lines of those who type them.
import type { Command } from "../../../lib/chat/command.ts";

/** The command as `/words`; `undefined` where there are none for it. */
export function slashOf(command: Command): string | undefined {
  switch (command.type) {
    case "create": {
      const { room, topic, limit, password, private: hidden } = command;
      const flags = [
        hidden ? " --private" : "",
        limit ? ` --limit ${limit}` : "",
        password ? ` --password ${password}` : "",
      ];
      return `/create ${room}${flags.join("")}${topic ? ` ${topic}` : ""}`;
    }
    case "join":
      return `/join ${command.room}${command.password === undefined ? "" : ` ${command.password}`}`;
    case "leave":
      return `/leave${command.room === undefined ? "" : ` ${command.room}`}`;
    case "say":
      return `/${command.kind === "action" ? "me" : "say"} ${command.text}`;
    case "tell":
      return `/msg ${command.group ?? command.to?.join(", ")}${command.group === undefined ? ":" : ""} ${command.text}`;
    case "shout":
      return `/shout ${command.text}`;
    case "group":
      return `/group ${command.group} ${command.members.join(", ")}`;
    case "groups":
      return "/groups";
    case "ungroup":
      return `/leave ${command.group}`;
    case "status":
      return `/status ${command.status}${command.note === undefined ? "" : ` ${command.note}`}`;
    case "nick":
      return `/nick ${command.nick}`;
    case "set":
      return command.topic === undefined || command.topic === "" ? undefined : `/topic ${command.topic}`;
    case "who":
      return `/who ${command.room ?? "*"}`;
    case "rooms":
      return `/rooms${command.match === undefined ? "" : ` ${command.match}`}`;
    case "history":
      return `/history${command.limit === undefined ? "" : ` ${command.limit}`}`;
    case "register":
    case "login":
      return `/${command.type} ${command.password}`;
    case "quit":
      return "/quit";
    default:
      return undefined;
  }
}

/** Fields of a command that lines can carry; with any other the command can't be said in them. */
const FIELDS: { readonly [type in Command["type"]]?: readonly string[] } = {
  create: ["room", "topic", "limit", "password", "private"],
  join: ["room", "password"],
  leave: ["room"],
  say: ["text", "kind"],
  tell: ["to", "group", "text"],
  shout: ["text"],
  group: ["group", "members"],
  groups: [],
  ungroup: ["group"],
  status: ["status", "note"],
  nick: ["nick"],
  set: ["room", "topic"],
  who: ["room"],
  rooms: ["match"],
  history: ["room", "limit"],
  register: ["password"],
  login: ["password"],
  quit: [],
};

/** Why a command can't be typed as a line, or `undefined` where it can. */
export function cannotType(command: Command): string | undefined {
  const fields = FIELDS[command.type];
  if (!fields || slashOf(command) === undefined) return `has no word for ${command.type}`;
  for (const [name, value] of Object.entries(command)) {
    if (name !== "type" && !fields.includes(name)) return `can't name ${name} in ${command.type}`;
    if (typeof value === "string" && (/[\n\r]|^\s|\s$/.test(value) || value === "")) return "has one line for a text";
    // deno-lint-ignore no-control-regex -- the very characters
    if (typeof value === "string" && /[\u0000-\u001f\u007f-\u009f]/.test(value)) return "has no control characters";
    if (/^(?:room|group|nick)$/.test(name) && /\s/.test(String(value))) return "has names of one word only";
  }
  if (command.type === "group" && command.members.length === 0) return "can't name nobody";
  if (command.type === "tell" && command.to?.length === 0) return "can't name nobody";
  return undefined;
}
