// What those are shown of an event who read lines.
import type { Command } from "../../../lib/chat/command.ts";
import type { Fields } from "../script.ts";
import { hasWords } from "./refusal_words.ts";
import { keep, pick, type Shown, textOf, type Wanted } from "./tongue.ts";

export const NOT_ANSWERED = { silent: "one's own words are not answered" } as const;

/** What is shown of a request that was granted depends on what it was. */
const ANSWERED: ReadonlySet<string> = new Set(["nick", "status", "ungroup", "register", "login", "set"]);

export function showLines(wanted: Wanted, after: Command | undefined): Shown {
  const { fields } = wanted;
  switch (wanted.type) {
    case "welcome":
      return keep(wanted, "nick");
    case "joined":
      return [{
        type: "joined",
        fields: { ...pick(fields, ["room", "topic", "private"]), ...history(fields, "history") },
      }];
    case "history":
      if (Array.isArray(fields.entries) && fields.entries.length === 0) {
        return { silent: "an empty past shows no line" };
      }
      return [{ type: "history", fields: history(fields, "entries") }];
    case "message":
      return keep(wanted, ...(fields.kind === "event" ? ["text", "kind"] : ["from", "text", "kind"]));
    case "member":
      return keep(wanted, "nick", "change", "to", "by", "reason");
    case "direct":
      return keep(wanted, "from", "text", "group");
    case "shout":
      return keep(wanted, "from", "text");
    case "status":
      return keep(wanted, "nick", "status", "note");
    case "room":
      return { silent: "what is set is told as what is kept of it" };
    case "left":
      return keep(wanted, "room", "code", "by", "reason");
    case "group":
      return keep(wanted, "group", "members");
    case "grouped":
      return keep(wanted, "group", "members", "absent");
    case "ungrouped":
      return keep(wanted, "group");
    case "groups":
      return Array.isArray(fields.groups) && fields.groups.length === 0 ? keep(wanted, "groups") : differs("groups");
    case "rooms":
      return [{ type: "rooms", fields: { rooms: lobbyFirst(fields.rooms) } }];
    case "who":
      return keep(wanted, "people");
    case "bye":
      return (fields.code ?? "quit") === "quit" ? keep(wanted, "code") : differs("bye");
    case "ok":
      if (after !== undefined && ANSWERED.has(after.type)) return keep(wanted, "nick");
      return { silent: "what was done shows by itself" };
    case "said":
      return NOT_ANSWERED;
    case "shouted":
      return fields.delivered === 0 ? keep(wanted, "delivered") : NOT_ANSWERED;
    case "told":
      return told(wanted);
    case "error":
      return refused(wanted);
    default:
      return differs(wanted.type);
  }
}

function differs(type: string): Shown {
  return { differs: `${type} is not read back from lines` };
}

export function refused({ fields }: Wanted): Shown {
  const code = textOf(fields, "code");
  if (code !== "" && !hasWords(code)) return { differs: `the refusal ${code} has no words of its own` };
  return [{ type: "error", fields: code === "" ? {} : { code } }];
}

/** Who was missed, and who is not quite there, is told; all else is as it should be. */
function told({ fields }: Wanted): Shown {
  const missed = Array.isArray(fields.missed) && fields.missed.length > 0 ? [{ missed: fields.missed }] : [];
  const status = Object.entries((fields.status ?? {}) as Record<string, string>)
    .filter(([, presence]) => presence !== "online")
    .map(([nick, presence]) => ({ nick, status: presence }));
  const lines = [...missed, ...status];
  return lines.length === 0 ? NOT_ANSWERED : lines.map((one) => ({ type: "told", fields: one }));
}

function history(fields: Fields, name: string): Fields {
  const entries = fields[name];
  if (!Array.isArray(entries)) return {};
  return {
    [name]: entries.map((entry: Fields) => pick(entry, entry.kind === "event" ? ["text"] : ["from", "text", "kind"])),
  };
}

function lobbyFirst(rooms: unknown): unknown {
  if (!Array.isArray(rooms)) return rooms;
  const isLobby = ({ room }: Fields) => room === "lobby";
  return [...rooms.filter(isLobby), ...rooms.filter((one) => !isLobby(one))];
}
