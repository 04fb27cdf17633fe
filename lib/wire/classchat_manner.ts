// What is the class chat's own: its server's strings, which its users know, and its rules for what a line means. A line
// with a colon goes to whoever is named before it; `group…` makes a group; all else everybody hears.
import type { Entry } from "../chat/entry.ts";
import type { Event, EventOf } from "../chat/event.ts";
import { fold, parseGroup, parseNick } from "../chat/names.ts";
import { cleanLine } from "../chat/text.ts";
import type { Variant } from "./dialect.ts";
import { linesOf } from "./plain_lines.ts";
import { type Act, type PlainState, show } from "./plain_state.ts";
import type { PlainTalk } from "./plain_talk.ts";
import { framesOf } from "./plain_variants.ts";
import type { RawManner } from "./raw_codec.ts";
import { cutText, units } from "./units.ts";

const WRITE_BYTES_MAX = 1_024;
const STYLE = { colour: false, labelled: false } as const;

const TAKEN = "Username is taken. Use another name.";
const ACCEPTED = "Username accepted";
const INACTIVE = "[ From server ] \n Client not active. Message not delivered. Try later";
const SYNTAX = "Syntax error. Please use format - group groupName member1,member2,...";
const TOO_SMALL = "Group should have atleast three members";
const ALONE = "You are alone in group. Server will now delete the group";
const MENU = [
  "---------------- MENU ----------------",
  "text                       to everybody",
  "name: text                 to one person",
  "group groupX a,b,c         makes a group of at least three",
  "groupX: text               to a group",
  "menu                       this menu",
  "exit                       leaves the chat",
  "/rooms, /join NAME, /help  rooms, and all that this server can do",
];

/** The lines of a text for all, with the place where it was said. */
function broadcast(from: string, place: string, text: string): readonly string[] {
  const [first = "", ...rest] = text.split("\n");
  return [`${from} in ${place} : ${first}`, ...rest.map((line) => `    ${line}`)];
}

function placeOf(room: string): string {
  return fold(room) === "lobby" ? "ClassChat" : room;
}

function entryShown(room: string, { from, text, kind }: Entry): readonly string[] {
  return broadcast(from, placeOf(room), kind === "action" ? `* ${text}` : text);
}

/** What its own server would show of it, or nothing where that had no word for it. */
function shown(event: Event): readonly string[] {
  if (event.type === "message") return entryShown(event.room, event);
  if (event.type === "shout") return broadcast(event.from, "ClassChat", event.text);
  if (event.type === "direct") {
    const { from, text, group } = event;
    const [first = "", ...rest] = text.split("\n");
    const head = group === undefined ? `<${from}> : ` : `<${from}> in ${group}: `;
    return [head + first, ...rest.map((line) => `    ${line}`)];
  }
  if (event.type === "group") {
    return event.members.includes(event.by) ? [`${event.by} added you in ${event.group}`] : [];
  }
  if (event.type === "ungrouped") return [ALONE];
  if (event.type === "member" || event.type === "members" || event.type === "status") return [];
  return linesOf(event, STYLE);
}

function encode(lines: readonly string[]): Uint8Array {
  // A string of the old server's may have a newline of its own.
  const single = lines.flatMap((line) => line.split("\n")).map((line) => line === " " ? line : cleanLine(line));
  return units(single.flatMap((line) => cutText(line, WRITE_BYTES_MAX)));
}

const variant: Variant = {
  name: "classchat",
  encode: (event) => encode(shown(event)),
  encodeEntries: (room, entries) => framesOf(entries.map((entry) => encode(entryShown(room, entry)))),
};

export const classchatManner: RawManner = {
  variant,
  refusedName: TAKEN,
  encode,
  typed,
  welcomed: () => [ACCEPTED, ...MENU],
  entered: () => [],
  answered(event, { state }, ref) {
    if (event.type === "grouped") return groupedLines(event);
    if (event.type !== "error") return undefined;
    const asked = state.takeAsked(ref);
    return refusedLines(event, asked?.type === "tell" ? asked.unsure : undefined);
  },
};

function typed(talk: PlainTalk, text: string): readonly Act[] {
  const { state } = talk;
  if (text.startsWith("/")) return talk.slash(text);
  const colon = text.indexOf(":");
  const isAddress = colon < 0 || text.startsWith("//", colon + 1);
  if (!isAddress) return tell(state, text.slice(0, colon).trim(), text.slice(colon + 1).trim());
  const word = text.trim().toLowerCase();
  if (word === "exit") return state.ask({ type: "quit" }, { type: "silent" });
  if (word === "menu") return show(...MENU);
  if (word.startsWith("group") && colon < 0) return makeGroup(state, text);
  return state.ask({ type: "shout", text }, { type: "shout" });
}

function tell(state: PlainState, receiver: string, text: string): readonly Act[] {
  const name = receiver.toLowerCase().includes("group") ? parseGroup(receiver) : undefined;
  if (name !== undefined) return state.ask({ type: "tell", group: name, text }, { type: "tell", unsure: receiver });
  if (parseNick(receiver) === undefined) return show(INACTIVE);
  return state.ask({ type: "tell", to: [receiver], text }, { type: "tell", unsure: receiver });
}

/** Only the third word is the list: a blank after a comma ends it. */
function makeGroup(state: PlainState, text: string): readonly Act[] {
  const [, name = "", list = ""] = text.trim().split(/\s+/);
  const group = parseGroup(name);
  const members = list.split(",").filter((member) => member !== "");
  if (group === undefined || members.length === 0) return show(SYNTAX);
  return state.ask({ type: "group", group, members }, { type: "silent" });
}

function groupedLines({ group, absent }: EventOf<"grouped">): readonly string[] {
  return [...absent.map((nick) => `${nick} is not active`), `Group ${group} is created successfully`];
}

function refusedLines(error: EventOf<"error">, receiver: string | undefined): readonly string[] {
  if (error.code === "no-such-user") return [INACTIVE];
  if (error.code === "group-too-small") {
    return [...(error.absent ?? []).map((nick) => `${nick} is not active`), TOO_SMALL];
  }
  if (error.code === "bad-group") return [SYNTAX];
  if (error.code === "no-such-group" || error.code === "not-in-group") return [`You are not in ${receiver ?? "group"}`];
  return [`[ From server ] ${error.text}`];
}
