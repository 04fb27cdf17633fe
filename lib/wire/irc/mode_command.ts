// MODE: a room's settings, roles and bans, read and changed; a person has no modes here.
import type { Role } from "../../chat/command.ts";
import { fold } from "../../chat/names.ts";
import { banMask, changeBan, tellBans } from "./ban_modes.ts";
import { roleLine, roomModes } from "./modes.ts";
import { readChanges, type RoleChange, type Settings } from "./mode_changes.ts";
import { lookAgain } from "./names_command.ts";
import { channelOf, parseTarget, sourceOf } from "./names.ts";
import { refusedInRoom } from "./in_room.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson, findRoom, listPeople } from "./people.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";

export function mode(call: Call): Performed {
  const { session, reply, message: { params } } = call;
  const target = parseTarget(param(call, 0));
  if (target.type === "room") {
    return params.length === 1 ? tellModes(call, target.room) : changeModes(call, target.room);
  }
  if (target.type === "group") return reply.numeric(RPL.channelModeIs, param(call, 0), "+inst");
  if (target.type === "everyone" || !session.isMe(target.nick)) {
    return reply.numeric(ERR.usersDontMatch, "Modes of others are not yours to see or change");
  }
  if (params.length === 1) return tellOwnModes(call);
  // Clients set "i" and "w" unasked: nobody is any the wiser for an error.
  if (/[^-+iwsxo]/.test(param(call, 1))) reply.numeric(ERR.unknownUserMode, "There are no such modes here");
}

function* tellOwnModes({ session, reply }: Call): Talk {
  const self = yield* findPerson(session.nick);
  reply.numeric(RPL.umodeIs, self?.operator ? "+o" : "+");
}

function* tellModes({ session, reply }: Call, room: string): Talk {
  const own = session.room(room) && (yield* lookAgain(session, room));
  const row = yield* findRoom(room);
  if (!own && !row) return reply.numeric(ERR.noSuchChannel, channelOf(room), "There is no such room");
  const known = session.room(room);
  if (known && row) known.locked = row.locked;
  const limit = own?.limit ?? row?.limit ?? 0;
  const letters = ["+", "n", "t"];
  if (known?.private) letters.push("s");
  if (known?.invite) letters.push("i");
  if (known?.moderated) letters.push("m");
  if (limit > 0) letters.push("l");
  if (row?.locked ?? known?.locked) letters.push("k");
  const params = [letters.join(""), ...(limit > 0 ? [String(limit)] : [])];
  if (row?.locked ?? known?.locked) params.push("*");
  const channel = channelOf(own?.room ?? row?.room ?? room);
  reply.numeric(RPL.channelModeIs, channel, ...params);
  if (own?.created !== undefined) reply.numeric(RPL.creationTime, channel, String(Math.floor(own.created / 1_000)));
}

function changeModes(call: Call, room: string): readonly Talk[] {
  const { reply, message: { params } } = call;
  const changes = readChanges(params.slice(1));
  const channel = channelOf(room);
  for (const letter of changes.unknown) reply.numeric(ERR.unknownMode, letter, "is no mode that is known here");
  for (const { letter, param, text } of changes.wrong) {
    reply.numeric(ERR.invalidModeParam, channel, letter, param, text);
  }
  const talks: Talk[] = [];
  if (Object.keys(changes.settings).length > 0) talks.push(changeSettings(call, room, changes.settings));
  for (const change of changes.roles) talks.push(changeRole(call, room, change));
  for (const { nick, on } of changes.voices) talks.push(changeVoice(call, room, nick, on));
  for (const { mask, on } of changes.bans) talks.push(changeBan(call, room, banMask(mask), on));
  if (changes.listsBans) talks.push(tellBans(call, room));
  return talks;
}

function* changeSettings(call: Call, room: string, settings: Settings): Talk {
  const { session, reply } = call;
  const heard = session.actsHeard;
  const event = yield { type: "set", room, ...settings };
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "MODE", room });
  if (heard !== session.actsHeard) return;
  const { password, ...others } = settings;
  const changed = { ...others, ...(password !== undefined && { locked: password !== "" }) };
  const modes = roomModes({ type: "room", room, by: session.nick, ...changed });
  if (modes !== "") {
    reply.line(`:${sourceOf(session.nick)} MODE ${channelOf(session.room(room)?.name ?? room)} ${modes}`);
  }
}

/** One letter at a time: who is more already keeps that, and what somebody is not can't be taken. */
function* changeRole(call: Call, room: string, { nick, role: letter, on }: RoleChange): Talk {
  const { session, reply } = call;
  const standing = yield* standingOf(call, room, nick);
  // Of who is not there nobody can say what would be taken.
  if (standing === "absent" && !on) {
    return reply.numeric(ERR.userNotInChannel, nick, channelOf(room), "They are not in that channel");
  }
  const was = standing === "absent" ? undefined : standing;
  if (was !== undefined && (on ? was === letter || was === "owner" : was !== letter)) return;
  const heard = session.actsHeard;
  const role = on ? letter : "member";
  const event = yield { type: "role", room, nick, role };
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "MODE", room, nick });
  if (heard !== session.actsHeard) return;
  const line = roleLine(channelOf(session.room(room)?.name ?? room), nick, role, was);
  if (line !== "") reply.own(line);
}

/** What somebody is in a room; `undefined` where one may not know. Of many members a `joined` names only some. */
function* standingOf({ session }: Call, room: string, nick: string): Asking<Role | "absent" | undefined> {
  const isTheirs = (member: { readonly nick: string }) => fold(member.nick) === fold(nick);
  const joined = yield* lookAgain(session, room);
  const named = joined?.members.find(isTheirs);
  if (named) return named.role;
  const people = yield* listPeople({ room, match: nick });
  return "rows" in people ? people.rows.find(isTheirs)?.role ?? "absent" : undefined;
}

function* changeVoice(call: Call, room: string, nick: string, on: boolean): Talk {
  const { session, reply } = call;
  const event = yield { type: on ? "voice" : "unvoice", room, nick };
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "MODE", room, nick });
  // Without a seq nothing has changed.
  if (event.type !== "ok" || event.seq === undefined) return;
  reply.own(`MODE ${channelOf(session.room(room)?.name ?? room)} ${on ? "+" : "-"}v ${nick}`);
}
