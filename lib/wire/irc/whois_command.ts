// WHOIS, WHOWAS, ISON, USERHOST: who somebody is.
import type { EventOf } from "../../chat/event.ts";
import type { PersonInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import { ISON_NICKS_MAX, USERHOST_NICKS_MAX } from "./limits.ts";
import { awayText } from "./lines.ts";
import { channelOf, HOST, SERVER_NAME, USER } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson } from "./people.ts";
import { type Asking, type Call, param, type Talk } from "./talk.ts";
import { isoTime } from "./time.ts";

export function* whois(call: Call): Talk {
  const { reply, message: { params } } = call;
  // With two parameters the first is the server to ask: there is one.
  const nick = (params[1] ?? params[0] ?? "").split(",", 1)[0] ?? "";
  if (nick === "") return reply.numeric(ERR.noNickGiven, "No nick given");
  const person = yield* findPerson(nick);
  if (!person || person.status === "offline") reply.numeric(ERR.noSuchNick, nick, "Nobody here has that nick");
  else tellPerson(call, person);
  reply.numeric(RPL.endOfWhois, nick, "End of /WHOIS list");
}

function tellPerson({ reply, session }: Call, person: EventOf<"whois">): void {
  const { nick, status, note, rooms, account, idle, since, uid, operator } = person;
  reply.numeric(RPL.whoisUser, nick, USER, HOST, "*", uid ?? nick);
  if (rooms.length > 0) reply.words(RPL.whoisChannels, [nick], rooms.map(channelOf));
  reply.numeric(RPL.whoisServer, nick, SERVER_NAME, session.server);
  if (operator) reply.numeric(RPL.whoisOperator, nick, "is an operator of this server");
  const away = awayText(status, note);
  if (away !== undefined) reply.numeric(RPL.away, nick, away);
  if (account !== undefined) reply.numeric(RPL.whoisAccount, nick, account, "is logged in as");
  if (idle === undefined) return;
  const times = [String(Math.floor(idle / 1_000)), ...(since === undefined ? [] : [String(Math.floor(since / 1_000))])];
  reply.numeric(RPL.whoisIdle, nick, ...times, "seconds idle, signon time");
}

/** Of those who are gone only accounts are remembered. */
export function* whowas(call: Call): Talk {
  const { reply } = call;
  const nick = param(call, 0).split(",", 1)[0] ?? "";
  if (nick === "") return reply.numeric(ERR.noNickGiven, "No nick given");
  const person = yield* findPerson(nick);
  if (person?.seen === undefined) reply.numeric(ERR.wasNoSuchNick, nick, "Nobody of that name is remembered here");
  else {
    reply.numeric(RPL.whowasUser, person.nick, USER, HOST, "*", person.nick);
    reply.numeric(RPL.whoisServer, person.nick, SERVER_NAME, `last here ${isoTime(person.seen)}`);
  }
  reply.numeric(RPL.endOfWhowas, nick, "End of WHOWAS");
}

export function* ison({ reply, message: { params } }: Call): Talk {
  const here: string[] = [];
  for (const person of yield* find(params, ISON_NICKS_MAX)) here.push(person.nick);
  reply.numeric(RPL.ison, here.join(" "));
}

export function* userhost({ reply, message: { params } }: Call): Talk {
  const rows: string[] = [];
  for (const { nick, status, operator } of yield* find(params, USERHOST_NICKS_MAX)) {
    rows.push(`${nick}${operator ? "*" : ""}=${status === "online" ? "+" : "-"}${USER}@${HOST}`);
  }
  reply.numeric(RPL.userhost, rows.join(" "));
}

function* find(params: readonly string[], most: number): Asking<readonly PersonInfo[]> {
  const found: PersonInfo[] = [];
  const nicks = params.flatMap((param) => param.split(" ")).filter((nick) => nick !== "").slice(0, most);
  for (const nick of nicks) {
    const person = yield* findPerson(nick);
    // Who has only dropped may come back, but is not here; an account may be here under another nick.
    if (!person || person.status === "dropped" || person.status === "offline") continue;
    if (fold(person.nick) === fold(nick)) found.push(person);
  }
  return found;
}
