// KICK and INVITE, and what belongs to operators: OPER, KILL, WALLOPS.
import { kickLine } from "./lines.ts";
import { login } from "./login.ts";
import { shout } from "./message_command.ts";
import { channelOf, roomOf } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson } from "./people.ts";
import { refused } from "./refusals.ts";
import { type Call, listOf, param, type Performed, type Talk } from "./talk.ts";
import { parseText } from "./texts.ts";

const KICKS_MAX = 16;

export function kick(call: Call): Performed {
  const channel = param(call, 0);
  const room = roomOf(channel);
  if (room === undefined) return call.reply.numeric(ERR.noSuchChannel, channel, "There is no such room");
  return listOf(param(call, 1), KICKS_MAX).map((nick) => kickOne(call, room, nick, param(call, 2)));
}

function* kickOne({ session, reply }: Call, room: string, nick: string, reason: string): Talk {
  const heard = session.actsHeard;
  const event = yield { type: "kick", room, nick, ...(reason !== "" && { reason }) };
  if (event.type === "error") {
    const missing = event.code === "no-such-user" ? ERR.userNotInChannel : undefined;
    return refused(reply, event, { verb: "KICK", target: missing ? nick : channelOf(room) }, missing);
  }
  if (heard !== session.actsHeard) return;
  reply.line(kickLine(channelOf(session.room(room)?.name ?? room), nick, session.nick, reason));
}

export function invite(call: Call): Performed {
  const channel = param(call, 1);
  const room = roomOf(channel);
  if (room === undefined) return call.reply.numeric(ERR.noSuchChannel, channel, "There is no such room");
  return inviteTo(call, room, param(call, 0));
}

function* inviteTo({ reply }: Call, room: string, nick: string): Talk {
  const event = yield { type: "invite", room, nick };
  if (event.type === "error") {
    return refused(reply, event, { verb: "INVITE", target: event.code === "no-such-user" ? nick : channelOf(room) });
  }
  if (event.type === "invite" || event.type === "ok") reply.numeric(RPL.inviting, nick, channelOf(room));
}

/** Operators are accounts that the server was started with: logging in makes one. */
export function* oper(call: Call): Talk {
  const { session, reply } = call;
  if (session.account === undefined && !(yield* login(call, param(call, 0), param(call, 1)))) {
    return reply.numeric(ERR.passwordMismatch, "The name or the password is wrong");
  }
  const self = yield* findPerson(session.nick);
  if (self?.operator) reply.numeric(RPL.youAreOper, "You are an operator of this server");
  else reply.numeric(ERR.noOperHost, "That account is no operator's");
}

/** Off the server altogether. */
export function* kill(call: Call): Talk {
  const { reply } = call;
  const nick = param(call, 0);
  const reason = param(call, 1);
  const event = yield { type: "kick", nick, ...(reason !== "" && { reason }) };
  if (event.type !== "error") return;
  const better = event.code === "not-allowed" || event.code === "unknown-op" || event.code === "bad-request";
  refused(reply, event, { verb: "KILL", target: better ? "KILL" : nick }, better ? ERR.noPrivileges : undefined);
}

export function wallops(call: Call): Performed {
  const said = parseText(param(call, 0));
  if (said.type !== "ctcp") return shout(call, "$*", said);
}
