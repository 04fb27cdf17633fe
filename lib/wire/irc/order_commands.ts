// KICK and INVITE, and what belongs to operators: OPER, KILL, WALLOPS.
import { fold } from "../../chat/names.ts";
import { refusedInRoom } from "./in_room.ts";
import { KICKS_MAX } from "./limits.ts";
import { kickLine } from "./lines.ts";
import { login } from "./login.ts";
import { shout } from "./message_command.ts";
import { channelOf, roomOf } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson } from "./people.ts";
import { refused } from "./refusals.ts";
import { type Call, listOf, param, type Performed, type Talk } from "./talk.ts";
import { parseText } from "./texts.ts";

/** One room and several people, or as many rooms as people (RFC 2812, 3.2.8). */
export function kick(call: Call): Performed {
  const channels = listOf(param(call, 0), KICKS_MAX);
  const nicks = listOf(param(call, 1), KICKS_MAX);
  if (channels.length !== 1 && channels.length !== nicks.length) {
    return call.reply.numeric(ERR.needMoreParams, "KICK", "Name one room, or as many rooms as people");
  }
  const talks: Talk[] = [];
  for (const [index, nick] of nicks.entries()) {
    const channel = channels[channels.length === 1 ? 0 : index] ?? "";
    const room = roomOf(channel);
    if (room === undefined) call.reply.numeric(ERR.noSuchChannel, channel, "There is no such room");
    else talks.push(kickOne(call, room, nick, param(call, 2)));
  }
  return talks;
}

function* kickOne(call: Call, room: string, nick: string, reason: string): Talk {
  const { session, reply } = call;
  const heard = session.actsHeard;
  const event = yield { type: "kick", room, nick, ...(reason !== "" && { reason }) };
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "KICK", room, nick });
  if (heard !== session.actsHeard) return;
  reply.line(kickLine(channelOf(session.room(room)?.name ?? room), nick, session.nick, reason));
}

export function invite(call: Call): Performed {
  const channel = param(call, 1);
  const room = roomOf(channel);
  if (room === undefined) return call.reply.numeric(ERR.noSuchChannel, channel, "There is no such room");
  return inviteTo(call, room, param(call, 0));
}

function* inviteTo(call: Call, room: string, nick: string): Talk {
  const { session, reply } = call;
  const known = session.room(room);
  const person = known && (yield* findPerson(nick));
  if (known && person?.rooms.some((name) => fold(name) === fold(room))) {
    return reply.numeric(ERR.userOnChannel, person.nick, channelOf(known.name), "is in that room already");
  }
  const event = yield { type: "invite", room, nick };
  if (event.type === "error" && event.code === "no-such-user") {
    return refused(reply, event, { verb: "INVITE", target: nick });
  }
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "INVITE", room });
  if (event.type === "invite") reply.numeric(RPL.inviting, nick, channelOf(event.room));
}

/** Operators are accounts that the server was started with: logging in makes one. */
export function* oper(call: Call): Talk {
  const { session, reply } = call;
  if (session.account === undefined && !(yield* login(call, param(call, 0), param(call, 1)))) {
    return reply.numeric(ERR.passwordMismatch, "The name or the password is wrong");
  }
  const self = yield* findPerson(session.nick);
  if (self?.operator) {
    reply.numeric(RPL.youAreOper, "You are an operator of this server");
    reply.own(`MODE ${session.nick} +o`);
  } else reply.numeric(ERR.noOperHost, "That account is no operator's");
}

/** Off the server altogether. */
export function* kill(call: Call): Talk {
  const { reply } = call;
  const nick = param(call, 0);
  const reason = param(call, 1);
  const event = yield { type: "kick", nick, ...(reason !== "" && { reason }) };
  if (event.type !== "error") return;
  if (event.code === "not-allowed") reply.numeric(ERR.noPrivileges, event.text);
  else refused(reply, event, { verb: "KILL", target: nick });
}

export function wallops(call: Call): Performed {
  const said = parseText(param(call, 0));
  if (said.type !== "ctcp") return shout(call, "$*", said);
}
