// What IRC shows of an event.
import type { Command } from "../../../lib/chat/command.ts";
import type { Fields } from "../script.ts";
import { numericsOf } from "./irc_reader.ts";
import { keep, pick, type Shown, textOf, type Wanted } from "./tongue.ts";

export function ircShows(wanted: Wanted, after: Command | undefined, modern: boolean): Shown {
  const { type, fields } = wanted;
  switch (type) {
    case "welcome":
      return keep(wanted, "nick");
    case "joined":
      return joined(fields, modern);
    case "message":
      if (fields.kind === "event" || fields.event !== undefined) {
        return eventOf(fields) === "set"
          ? { silent: "a setting is told once" }
          : { differs: "an act is a line of its own" };
      }
      return eachLine(type, pick(fields, ["room", "from", "text", "kind"]));
    case "direct":
      return eachLine(type, pick(fields, ["from", "text", "group"]));
    case "shout":
      return eachLine(type, pick(fields, ["from", "text"]));
    case "member":
      return keep(wanted, "room", "nick", "change", "to", "by");
    case "status":
      return modern ? [{ type, fields: awayOf(fields) }] : { silent: "is not told of it without away-notify" };
    case "room":
      return Object.keys(fields).some((name) => !["room", "by", "topic"].includes(name))
        ? { differs: "settings are modes" }
        : keep(wanted, "room", "by", "topic");
    case "left":
      return fields.code === undefined || fields.code === "kicked"
        ? keep(wanted, "room", "code", "by")
        : { differs: "is shown as a kick" };
    case "group":
    case "grouped":
      return [{ type, fields: { ...pick(fields, ["group"]), ...sorted(fields.members) } }];
    case "ungrouped":
      return keep(wanted, "group");
    case "rooms":
      return [{ type, fields: { rooms: each(fields.rooms, "room", "members", "topic") } }];
    case "who":
      return [{ type, fields: { people: each(fields.people, "nick") } }];
    case "history":
      return [{ type, fields: { entries: each(fields.entries, "from", "text", "kind") } }];
    case "bye":
      return keep(wanted);
    case "ok":
      return after && ["nick", "status", "ungroup"].includes(after.type)
        ? keep(wanted, "nick")
        : { silent: "what was done shows by itself" };
    case "said":
    case "shouted":
      return modern ? keep(wanted) : { silent: "one's own words are not answered without echo-message" };
    case "told":
      return told(fields, modern);
    case "error":
      return refused(fields, after);
    default:
      return { differs: `${type} is not read back from IRC` };
  }
}

function eventOf(fields: Fields): unknown {
  return (fields.event as Fields | undefined)?.type;
}

function joined(fields: Fields, modern: boolean): Shown {
  const shown = pick(fields, ["room", "topic"]);
  const past = fields.history;
  if (!Array.isArray(past) || modern) return [{ type: "joined", fields: shown }];
  return [{ type: "joined", fields: { ...shown, history: each(past, "from", "text") } }];
}

/** Names come in an order of their own. */
function sorted(members: unknown): Fields {
  return Array.isArray(members) ? { members: members.map(String).sort() } : {};
}

function each(list: unknown, ...names: readonly string[]): unknown {
  return Array.isArray(list) ? list.map((one: Fields) => pick(one, names)) : [];
}

function eachLine(type: Wanted["type"], fields: Fields): Shown {
  if (textOf(fields).length > 300) return { differs: "long texts are split" };
  return textOf(fields).split("\n").map((text) => ({
    type,
    fields: { ...fields, ...(fields.text !== undefined && { text }) },
  }));
}

/** AWAY has one text for status and note. */
function awayOf({ nick, status, note }: Fields): Fields {
  const text = status === "online" ? "" : status === "away" ? note || "away" : note ? `${status}: ${note}` : status;
  return { ...(nick === undefined ? {} : { nick }), ...(status === undefined ? {} : { text }) };
}

/** The echo, then who is away. */
function told(fields: Fields, modern: boolean): Shown {
  const away = Object.entries((fields.status ?? {}) as Record<string, string>)
    .filter(([, status]) => status === "away" || status === "busy")
    .map(([nick]) => ({ type: "told" as const, fields: { nick } }));
  const echo = modern ? [{ type: "told" as const, fields: {} }] : [];
  const all = [...echo, ...away];
  return all.length === 0 ? { silent: "one's own words are not answered without echo-message" } : all;
}

function refused(fields: Fields, after: Command | undefined): Shown {
  const code = textOf(fields, "code");
  if (after?.type === "create" || code === "no-such-room") return { differs: "JOIN makes a room that is missing" };
  if (after?.type === "hello") return { differs: "the name is asked for anew" };
  if (code !== "" && numericsOf(code).length === 0) return { differs: `${code} has no numeric of its own` };
  return [{ type: "error", fields: code === "" ? {} : { code } }];
}
