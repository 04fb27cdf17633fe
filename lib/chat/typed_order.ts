// What owners, moderators and operators type, the same in our own client and for those with nc: words to a command.
// `#room` as the first word names the room, else it is the one in front; `--server` means the whole server.
import type { OrderCommand, Role } from "./command.ts";
import { parseDuration, startsWithDuration } from "./duration.ts";
import { parseNick } from "./names.ts";

export const ORDER_WORDS = [
  "kick",
  "ban",
  "unban",
  "bans",
  "mute",
  "unmute",
  "voice",
  "unvoice",
  "role",
  "op",
  "deop",
  "transfer",
  "delete",
  "erase",
  "invite",
  "invites",
  "revoke",
] as const;

export type OrderWord = typeof ORDER_WORDS[number];

/**
 * `bad-form`: it is written otherwise; `bad-time`: its length of time is; `no-room`: it needs a room, and there is none in
 * front.
 */
export type TypedOrder = OrderCommand | "bad-form" | "bad-time" | "no-room";

const ROLES: ReadonlyMap<string, Role> = new Map([
  ["owner", "owner"],
  ["moderator", "moderator"],
  ["mod", "moderator"],
  ["op", "moderator"],
  ["member", "member"],
  ["none", "member"],
]);

/** Parses what follows the command's name; `room` is the one in front. */
export function parseOrder(word: OrderWord, args: string, room: string | undefined): TypedOrder {
  const words = args.split(/\s+/).filter((each) => each !== "");
  const named = words[0]?.startsWith("#") ? words.shift()?.slice(1) : undefined;
  const where = named ?? room;
  switch (word) {
    case "kick":
    case "ban":
    case "unban":
    case "bans":
      return parseOusting(word, words, where);
    case "delete":
      // Neither asks for less than it says: only the very name will do.
      return words.length > 1 ? "bad-form" : inRoom(words[0] ?? where, (name) => ({ type: "delete", room: name }));
    case "erase":
      return parseErasing(words, where);
    case "invites":
      return words.length > 0 ? "bad-form" : inRoom(where, (name) => ({ type: "invites", room: name }));
    default:
      return inRoom(where, (name) => parseInRoom(word, words, name));
  }
}

type RoomWord = "mute" | "unmute" | "voice" | "unvoice" | "role" | "op" | "deop" | "transfer" | "invite" | "revoke";

function parseInRoom(word: RoomWord, words: readonly string[], room: string): TypedOrder {
  const nick = bare(words[0] ?? "");
  const alone = words.length === 1;
  switch (word) {
    case "mute": {
      const terms = parseTerms(words.slice(1));
      if (nick === "") return "bad-form";
      return terms ? { type: "mute", room, nick, ...terms } : "bad-time";
    }
    case "unmute":
    case "voice":
    case "unvoice":
    case "transfer":
      return alone ? { type: word, room, nick } : "bad-form";
    case "op":
    case "deop":
      return alone ? { type: "role", room, nick, role: word === "op" ? "moderator" : "member" } : "bad-form";
    case "role": {
      const role = ROLES.get((words[1] ?? "").toLowerCase());
      return role !== undefined && words.length === 2 ? { type: "role", room, nick, role } : "bad-form";
    }
    case "revoke":
      return alone ? { type: "revoke", room, code: words[0] ?? "" } : "bad-form";
    case "invite":
      return parseInviting(words, room);
  }
}

/** Out of a room, or of the server: `NAME [--server] [--for 1h] [REASON]`. */
function parseOusting(
  word: "kick" | "ban" | "unban" | "bans",
  words: readonly string[],
  room: string | undefined,
): TypedOrder {
  const server = words.includes("--server");
  const [whom = "", ...rest] = words.filter((each) => each !== "--server");
  if (!server && room === undefined) return "no-room";
  const place = server || room === undefined ? {} : { room };
  if (word === "bans") return whom === "" ? { type: "bans", ...place } : "bad-form";
  if (whom === "") return "bad-form";
  if (word === "unban") return rest.length === 0 ? { type: "unban", ...place, mask: bare(whom) } : "bad-form";
  if (word === "kick") {
    return { type: "kick", ...place, nick: bare(whom), ...(rest.length === 0 ? {} : { reason: rest.join(" ") }) };
  }
  const terms = parseTerms(rest);
  if (!terms) return "bad-time";
  // Whatever cannot be a nick is a mask.
  const target = parseNick(bare(whom)) === undefined ? { mask: whom } : { nick: bare(whom) };
  return { type: "ban", ...place, ...target, ...terms };
}

/** `[--for 1h] [REASON]`, or `[1h] [REASON]`; `undefined` where what stands for a time is none. */
function parseTerms(words: readonly string[]): { readonly for?: number; readonly reason?: string } | undefined {
  const flagged = words[0] === "--for";
  const seconds = parseDuration((flagged ? words[1] : words[0]) ?? "");
  // For ever is not what they meant who typed `90`, `1y` or `2 days of it`; `10 o'clock` is a reason.
  const isMeant = flagged || startsWithDuration(words);
  if (seconds === undefined && isMeant) return undefined;
  const reason = words.slice(flagged ? 2 : seconds === undefined ? 0 : 1).join(" ");
  return { ...(seconds === undefined ? {} : { for: seconds }), ...(reason === "" ? {} : { reason }) };
}

function parseErasing(words: readonly string[], room: string | undefined): TypedOrder {
  const [first] = words;
  if (words.length > 1) return "bad-form";
  if (first?.startsWith("@")) return { type: "erase", with: first.slice(1) };
  return inRoom(first ?? room, (name) => ({ type: "erase", room: name }));
}

/** `[NAME] [--for 1d] [--uses 5]`; `--for 0` and `--uses 0` are without an end. */
function parseInviting(words: readonly string[], room: string): TypedOrder {
  const rest = [...words];
  const nick = rest[0] === undefined || rest[0].startsWith("--") ? undefined : bare(rest.shift() ?? "");
  let terms: { for?: number; uses?: number } = {};
  while (rest.length > 0) {
    const [flag, value = ""] = [rest.shift(), rest.shift()];
    const seconds = value === "0" ? 0 : parseDuration(value);
    if (flag === "--for") {
      if (seconds === undefined) return "bad-time";
      terms = { ...terms, for: seconds };
    } else if (flag === "--uses" && /^\d{1,6}$/.test(value)) terms = { ...terms, uses: Number(value) };
    else return "bad-form";
  }
  return { type: "invite", room, ...(nick === undefined ? {} : { nick }), ...terms };
}

function inRoom(room: string | undefined, make: (room: string) => TypedOrder): TypedOrder {
  return room === undefined ? "no-room" : make(room.replace(/^#/, ""));
}

/** `@bob` and `bob` are one. */
function bare(word: string): string {
  return word.replace(/^@/, "");
}

/** `--yes` among the words stands for the answer to {@linkcode orderQuestion} where nobody can be asked. */
export function takeYes(args: string): { readonly agreed: boolean; readonly rest: string } {
  const words = args.split(/\s+/).filter((word) => word !== "");
  const agreed = words.includes("--yes");
  return { agreed, rest: agreed ? words.filter((word) => word !== "--yes").join(" ") : args };
}

/** What is told to whoever did it, where nothing else tells: of the whole server nothing is kept. */
export function orderDone(command: OrderCommand): string {
  switch (command.type) {
    case "kick":
      return `${command.nick} was removed`;
    case "ban":
      return `${command.nick ?? command.mask ?? ""} is banned`;
    case "unban":
      return `${command.mask} is let in again`;
    case "mute":
      return `${command.nick} is muted`;
    case "unmute":
      return `${command.nick} may speak again`;
    case "voice":
      return `${command.nick} has a voice`;
    case "unvoice":
      return `${command.nick} has no voice any more`;
    case "role":
      return `${command.nick} is ${command.role} of ${command.room} now`;
    case "transfer":
      return `${command.room} is handed over to ${command.nick}`;
    case "delete":
      return `${command.room} is deleted`;
    case "erase":
      return `What was said in ${command.room ?? `the conversation with ${command.with ?? ""}`} is erased`;
    case "revoke":
      return `The invite ${command.code} opens ${command.room} no more`;
    case "bans":
    case "invite":
    case "invites":
      return "";
  }
}

/** What cannot be undone: a question for whoever may be asked, or `undefined`. */
export function orderQuestion(command: OrderCommand): string | undefined {
  if (command.type === "delete") return `Delete ${command.room} with all that was said there`;
  if (command.type !== "erase") return undefined;
  const place = command.room === undefined ? `to and by ${command.with ?? ""}` : `in ${command.room}`;
  return `Erase all that was ${command.room === undefined ? "written" : "said"} ${place}`;
}
