// What could stand at the cursor: commands, then what a command takes; names elsewhere. Both terminals complete by it.
import { cleanLine } from "../chat/text.ts";
import { fold } from "../chat/names.ts";
import { unreachable } from "../unreachable.ts";
import type { Takes } from "./commands/command_row.ts";
import { COMMANDS, findCommand } from "./commands/commands.ts";
import { currentRoom, frontKey, isMe } from "./conversation.ts";
import { isAct } from "./line.ts";
import type { Model } from "./model.ts";
import { linesOf } from "./scroll.ts";

export interface Candidates {
  readonly candidates: readonly string[];
  /** Goes behind the one that is taken. */
  readonly after: string;
}

/** What a place takes; `screen` are words that only the full screen knows. */
export type Place =
  | { readonly type: "screen"; readonly takes: "setting" | "theme" | "chord" | "level"; readonly args: string }
  | {
    readonly type: "words";
    readonly words: Candidates;
  };

/** Lines that are looked at for who spoke last. */
const LINES_MAX = 500;
/** Only names, at the beginning of a line: what follows is for them. */
const ADDRESS = /^\s*@?(?:[^\s,@/:][^\s,@:]*\s*,\s*)*$/;

/** What else may be offered: people in the order in which they are, and commands of one's own. */
export interface Known {
  readonly people: readonly string[];
  readonly commands?: readonly string[];
}

/** The candidates for the word that stands behind `before`. */
export function candidatesFor(model: Model, before: string, word: string, { people, commands = [] }: Known): Place {
  if (before.trim() === "" && word.startsWith("/")) {
    return words([...COMMANDS.map(({ name }) => name), ...commands].map((name) => `/${name}`), " ");
  }
  const [, name, args = ""] = /^\/(\S+)\s+([^]*)$/.exec(before) ?? [];
  const row = name === undefined ? undefined : findCommand(name);
  if (!row) return words(people, ADDRESS.test(before) ? ": " : " ");
  if (word.startsWith("#") && row.takes === "person") return words(roomNames(model).map((room) => `#${room}`), " ");
  const place = args.replace(/^#\S+\s+/, "").trim() === "" ? row.takes : row.then ?? later(row.takes);
  return taken(model, place, args, people);
}

/** What goes on behind the first word: a list of people, a setting's values, the text of a message. */
function later(takes: Takes | undefined): Takes | undefined {
  return takes === "room" || takes === "status" ? undefined : takes ?? "person";
}

function taken(model: Model, takes: Takes | undefined, args: string, people: readonly string[]): Place {
  switch (takes) {
    case "room":
      return words(roomNames(model), " ");
    case "command":
      return words(COMMANDS.map((row) => row.name), "");
    case "status":
      return words(["online", "away", "busy"], " ");
    case "role":
      return words(["owner", "moderator", "member"], "");
    case "person":
      return words([...people, ...groupNames(model)], " ");
    case "setting":
    case "theme":
    case "chord":
    case "level":
      return { type: "screen", takes, args };
    case undefined:
      return words(people, " ");
    default:
      return unreachable(takes);
  }
}

function words(candidates: readonly string[], after: string): Place {
  return { type: "words", words: { candidates, after } };
}

/** Those of the room, who spoke last first, then others that were met, oneself last. */
export function peopleOf(model: Model): readonly string[] {
  const members = [...currentRoom(model)?.members.values() ?? []].map(({ nick }) => nick);
  const spoke = speakers(model);
  const rank = (nick: string) => {
    const at = spoke.indexOf(fold(nick));
    return at < 0 ? spoke.length : at;
  };
  const here = members.toSorted((one, other) => rank(one) - rank(other));
  const names = shown([...here, ...model.met.values()]);
  return [...names.filter((nick) => !isMe(model, nick)), ...names.filter((nick) => isMe(model, nick))];
}

/** Folded nicks of those who spoke here, the last one first. */
function speakers(model: Model): readonly string[] {
  const scroll = model.scrolls.get(frontKey(model) ?? "");
  const lines = scroll ? linesOf(scroll).slice(-LINES_MAX).toReversed() : [];
  return [...new Set(lines.flatMap((line) => "from" in line && !isAct(line) ? [fold(line.from)] : []))];
}

function roomNames(model: Model): readonly string[] {
  const own = [...model.rooms.values()].map(({ name }) => name);
  return shown([...own, ...model.directory.map(({ room }) => room), ...model.listed]);
}

function groupNames(model: Model): readonly string[] {
  return shown([...model.groups.values()].map(({ group }) => group));
}

/** Names as they may stand on a terminal, each once: a server may have sent anything. */
export function shown(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(cleanLine))];
}
