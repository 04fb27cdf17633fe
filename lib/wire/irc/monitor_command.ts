// MONITOR (IRCv3 monitor): told when people of a list come and go. The hub tells those who watch of everybody; which of
// them this client wants to hear of, the codec knows.
import type { EventOf } from "../../chat/event.ts";
import { fold, parseNick } from "../../chat/names.ts";
import { MONITOR_NICKS_MAX } from "./limits.ts";
import { sourceOf } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson } from "./people.ts";
import { refused } from "./refusals.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";
import { type Call, listOf, param, type Performed, type Talk } from "./talk.ts";

export function monitor(call: Call): Performed {
  const { session, reply } = call;
  const nicks = listOf(param(call, 1), MONITOR_NICKS_MAX);
  switch (param(call, 0).toUpperCase()) {
    case "+":
      return add(call, nicks);
    case "-":
      for (const nick of nicks) session.monitored.delete(fold(nick));
      return session.monitored.size === 0 ? cease(call) : undefined;
    case "C":
      session.monitored.clear();
      return cease(call);
    case "L":
      reply.joined(RPL.monitorList, [...session.monitored.values()]);
      return reply.numeric(RPL.endOfMonitorList, "End of MONITOR list");
    case "S":
      return tellStatus(call, [...session.monitored.values()]);
    default:
      return reply.numeric(ERR.needMoreParams, "MONITOR", "Say + or - and nicks, or C, L or S");
  }
}

function* add(call: Call, nicks: readonly string[]): Talk {
  const { session, reply } = call;
  const added: string[] = [];
  const tooMany: string[] = [];
  for (const nick of nicks) {
    const known = session.monitored.has(fold(nick));
    // What nobody can bear is told to be away, and not remembered.
    if (known || parseNick(nick) === undefined) added.push(nick);
    else if (session.monitored.size >= MONITOR_NICKS_MAX) tooMany.push(nick);
    else {
      session.monitored.set(fold(nick), nick);
      added.push(nick);
    }
  }
  if (session.monitored.size > 0 && !session.watching) {
    const event = yield { type: "watch" };
    if (event.type === "error") {
      for (const nick of added) session.monitored.delete(fold(nick));
      return refused(reply, event, { verb: "MONITOR" });
    }
    session.watching = true;
  }
  yield* tellStatus(call, added);
  if (tooMany.length > 0) {
    reply.numeric(ERR.monitorListFull, String(MONITOR_NICKS_MAX), tooMany.join(), "The MONITOR list is full");
  }
}

/** Who of these is here and who is not. Who has only dropped may be back any moment, and would not be told of then. */
function* tellStatus({ reply }: Call, nicks: readonly string[]): Talk {
  const here: string[] = [];
  const gone: string[] = [];
  for (const nick of nicks) {
    const person = yield* findPerson(nick);
    const isHere = person !== undefined && person.status !== "offline" && fold(person.nick) === fold(nick);
    if (isHere) here.push(sourceOf(person.nick));
    else gone.push(nick);
  }
  reply.joined(RPL.monitorOnline, here);
  reply.joined(RPL.monitorOffline, gone);
}

function* cease({ session }: Call): Talk {
  if (!session.watching) return;
  session.watching = false;
  yield { type: "watch", off: true };
}

/** Somebody has come, gone or taken another nick: told where that is wanted. */
export function hearPerson(session: Session, { nick, change, to }: EventOf<"person">, reply: Reply): void {
  if (session.monitored.size === 0) return;
  const renamed = change === "renamed" && to !== undefined && fold(to) !== fold(nick);
  if ((change === "gone" || renamed) && session.monitored.has(fold(nick))) reply.joined(RPL.monitorOffline, [nick]);
  const arrived = change === "came" ? nick : renamed ? to : undefined;
  if (arrived !== undefined && session.monitored.has(fold(arrived))) {
    reply.joined(RPL.monitorOnline, [sourceOf(arrived)]);
  }
}
