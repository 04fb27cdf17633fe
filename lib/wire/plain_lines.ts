// Events as lines that a person reads: a name and words, or a sign and a sentence. The signs are those of our own
// client: `*` does, `@` to you, `&` to a group, `!` to all, `-` a notice, `?` a problem. What several people are told
// is the same for all of them, so nothing here depends on who reads it.
import type { Entry } from "../chat/entry.ts";
import type { ErrorEvent, Event, MemberChange } from "../chat/event.ts";
import type { MemberInfo } from "../chat/info.ts";
import { fold } from "../chat/names.ts";
import { cleanLine, cleanText } from "../chat/text.ts";
import { unreachable } from "../unreachable.ts";
import { rowsOf } from "./plain_rows.ts";

/** How lines are made. */
export interface LineStyle {
  readonly colour: boolean;
  /** Puts the room's name before what is said in it. */
  readonly labelled: boolean;
}

const PEOPLE = [31, 32, 33, 34, 35, 36, 91, 92, 93, 94, 95, 96] as const;
const DIM = 2;
const PROBLEM = 33;
const PRIVATE = 35;
const GROUP = 36;
const SHOUT = 33;
/** Names shown when one enters; /who shows all. */
const NAMES_SHOWN_MAX = 20;

/** The lines of an event, without newlines; none where there is nothing to show. */
export function linesOf(event: Event, style: LineStyle): readonly string[] {
  switch (event.type) {
    case "message":
      return entryLines(event.room, event, style);
    case "direct": {
      const { from, to, group, text } = event;
      if (group !== undefined) return said(paint(`& ${group} ${from}:`, GROUP, style), text);
      const whom = to.length <= 1 ? "you" : to.join(", ");
      return said(paint(`@ ${from} to ${whom}:`, PRIVATE, style), text);
    }
    case "shout":
      return said(paint(`! ${event.from} to all:`, SHOUT, style), event.text);
    case "member":
      return [notice(memberText(event), style)];
    case "members":
      return [notice(`${event.joined} came, ${event.left} left: ${event.count} here`, style)];
    case "status": {
      if (event.status === "dropped") return [];
      return [notice(`${event.nick} is ${event.status}${event.note === "" ? "" : `: ${event.note}`}`, style)];
    }
    case "error":
      return [problem(event.text, style)];
    case "bye":
      return event.text === undefined ? [] : [notice(event.text, style)];
    case "left":
      return [notice(leftText(event), style)];
    case "group": {
      const { group, by, members } = event;
      const made = members.includes(by);
      const text = made ? `${by} made ${group}: ${members.join(", ")}` : `${group} is now: ${members.join(", ")}`;
      return [notice(`${text} · write to it with ${group}: text`, style)];
    }
    case "grouped": {
      const { group, members, absent } = event;
      const missing = absent.length === 0 ? "" : ` · not here, so not in it: ${absent.join(", ")}`;
      return [notice(`${group} is there: ${members.join(", ")}${missing}`, style)];
    }
    case "ungrouped":
      return [notice(`${event.group} has ended`, style)];
    case "invited":
      return [notice(`${event.by} invites you to ${event.room}: /join ${event.room} ${event.code}`, style)];
    case "rooms":
    case "who":
    case "whois":
    case "groups":
    case "history":
    case "search":
    case "bans":
    case "invites":
    case "conversations":
    case "invite":
      return rowsOf(event).map(cleanLine);
    // The entry of its history says what has changed.
    case "room":
    case "joined":
    case "welcome":
    case "ok":
    case "ping":
    case "pong":
    case "resume":
    case "said":
    case "told":
    case "shouted":
    case "person":
    case "account":
    case "uid":
    case "inviting":
    case "read":
      return [];
    default:
      return unreachable(event);
  }
}

/** What was said, live. */
export function entryLines(room: string, { from, text, kind }: Entry, style: LineStyle): readonly string[] {
  const label = style.labelled ? `[${room}] ` : "";
  if (kind === "event") return [notice(`${label}${text}`, style)];
  const name = paint(from, personColour(from), style);
  return kind === "action" ? said(`${label}* ${name}`, text) : said(`${label}${name}:`, text);
}

/** What was said before, with its time. */
export function pastLines(entry: Entry, style: LineStyle): readonly string[] {
  const at = new Date(entry.at);
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  return entryLines("", entry, { ...style, labelled: false }).map((line) => `${paint(time, DIM, style)} ${line}`);
}

/** Where one is now, and who else. */
export function entranceLine(
  { room, topic, members, count, private: hidden }: Event & { type: "joined" },
  nick: string,
): string {
  const others = members.filter((member) => fold(member.nick) !== fold(nick));
  const names = others.slice(0, NAMES_SHOWN_MAX).map(named);
  const unnamed = Math.max(0, count - 1 - names.length);
  const more = unnamed > 0 ? ` and ${unnamed} more` : "";
  const here = names.length === 0 ? "nobody else is here yet" : `here: ${names.join(", ")}${more}`;
  return `You are in ${room}${hidden ? " (private)" : ""}${topic === "" ? "" : ` · topic: ${topic}`} · ${here}`;
}

export function notice(text: string, style: LineStyle): string {
  return paint(`- ${cleanLine(text)}`, DIM, style);
}

export function problem(text: string, style: LineStyle): string {
  return paint(`? ${cleanLine(text)}`, PROBLEM, style);
}

/** A refusal with what helps. */
export function refusalLine(error: ErrorEvent, room: string, style: LineStyle): string {
  const cures: { readonly [code in ErrorEvent["code"]]?: string } = {
    "no-such-room": `/create ${room} makes it`,
    "room-exists": `/join ${room} enters it`,
    "bad-password": `/join ${room} PASSWORD`,
  };
  const cure = cures[error.code];
  return problem(cure === undefined ? error.text : `${error.text} (${cure})`, style);
}

function named({ nick, status }: MemberInfo): string {
  return status === "online" ? nick : `${nick} (${status})`;
}

/** The further lines of a text stand under its first, so that none of them passes for somebody else's. */
function said(head: string, text: string): readonly string[] {
  const [first = "", ...rest] = cleanText(text).replace(/[\u2028\u2029]/g, "\n").split("\n");
  return [`${head} ${first}`, ...rest.map((line) => `    ${line}`)];
}

function memberText({ nick, change, to, by, reason, role }: MemberChange): string {
  const who = by === undefined ? "" : ` by ${by}`;
  switch (change) {
    case "joined":
      return `${nick} came in`;
    case "left":
      return `${nick} left`;
    case "dropped":
      return `${nick} lost the connection`;
    case "kicked":
      return `${nick} was thrown out${who}${reason ? `: ${reason}` : ""}`;
    case "renamed":
      return `${nick} is called ${to ?? nick} now`;
    case "role":
      return `${nick} is ${role ?? "member"} now${who}`;
    default:
      return unreachable(change);
  }
}

function leftText({ room, code, by, reason }: Event & { type: "left" }): string {
  if (code === undefined) return `You left ${room}`;
  const who = by === undefined ? "" : ` by ${by}`;
  return `You are out of ${room} (${code}${who}${reason ? `: ${reason}` : ""})`;
}

function paint(text: string, code: number, { colour }: LineStyle): string {
  return colour ? `\x1b[${code}m${text}\x1b[0m` : text;
}

/** One for each person, the same as in our own client. */
function personColour(nick: string): number {
  let hash = 0x811c9dc5;
  for (const character of fold(nick)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return PEOPLE[(hash >>> 0) % PEOPLE.length] ?? PEOPLE[0];
}
