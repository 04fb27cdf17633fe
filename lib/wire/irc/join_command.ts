// JOIN and PART. With one room per client, entering another leaves the first: the hub tells that the others only, so the
// mover's own PART is made here.
import type { EventOf } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import { joinLine } from "./lines.ts";
import { logOfRoom } from "./history_log.ts";
import { CHANNELS_MAX } from "./limits.ts";
import { showGroup } from "./group_command.ts";
import { endNames, listAllNames, listNames } from "./names_command.ts";
import { channelOf, channelOfGroup, parseTarget } from "./names.ts";
import { ERR } from "./numerics.ts";
import { playback, playbackEntries } from "./playback.ts";
import { tellMark } from "./read_command.ts";
import { refused } from "./refusals.ts";
import { tellTopicOf } from "./topic_command.ts";
import { type Call, listOf, param, type Performed, type Talk } from "./talk.ts";

export function join(call: Call): Performed {
  const { session, reply } = call;
  // RFC 2812, 3.2.1: "JOIN 0" leaves all that one is in.
  if (param(call, 0) === "0") return [...session.rooms.values()].map(({ name }) => partRoom(call, name, ""));
  const keys = param(call, 1).split(",");
  const talks: Talk[] = [];
  for (const [index, channel] of listOf(param(call, 0), CHANNELS_MAX).entries()) {
    const target = parseTarget(channel);
    if (target.type === "room") talks.push(joinRoom(call, target.room, keys[index] || undefined));
    else if (target.type === "group") talks.push(joinGroup(call, target.group));
    else reply.numeric(ERR.noSuchChannel, channel, "Rooms begin with #");
  }
  return talks;
}

function* joinRoom({ session, reply }: Call, room: string, key: string | undefined): Talk {
  // A key may be an invite's code.
  const invite = session.invites.get(fold(room)) ?? key;
  const event = yield {
    type: "join",
    room,
    create: true,
    last: playbackEntries(session),
    ...(key !== undefined && { password: key }),
    ...(invite !== undefined && { invite }),
  };
  if (event.type === "error") {
    const better = event.code === "room-exists" && key !== undefined ? ERR.badChannelKey : undefined;
    return refused(reply, event, { verb: "JOIN", target: channelOf(room) }, better);
  }
  if (event.type === "joined") yield* entered({ session, reply }, event);
}

/** Tells somebody who is in: JOIN, topic, names, and what was said before (RFC 2812, 3.2.1). */
function* entered({ session, reply }: Pick<Call, "session" | "reply">, joined: EventOf<"joined">): Talk {
  const { room, topic } = joined;
  const channel = channelOf(room);
  const again = session.room(room) !== undefined;
  if ((session.welcome?.limits.rooms ?? 1) === 1) leaveOthers({ session, reply }, room);
  session.enter(joined);
  if (again) return;
  reply.line(joinLine(session.nick, channel, session.whose));
  if (topic !== "") tellTopicOf(reply, joined);
  // Of a crowd the hub tells a part: clients take this for all.
  if (joined.count <= joined.members.length) listNames(reply, joined);
  else yield* listAllNames(reply, room);
  if (!session.has("draft/read-marker")) {
    endNames(reply, channel);
    return playback(reply, room, joined.history);
  }
  // The mark comes before the end (IRCv3 read-marker), and is asked for: what is old goes first, as it was said before
  // all that may come meanwhile.
  playback(reply, room, joined.history);
  yield* tellMark({ session, reply }, logOfRoom(session, room));
  endNames(reply, channel);
}

function leaveOthers({ session, reply }: Pick<Call, "session" | "reply">, room: string): void {
  for (const [folded, { name }] of session.rooms) {
    if (folded === fold(room)) continue;
    session.rooms.delete(folded);
    reply.own(`PART ${channelOf(name)} :In one room at a time`);
  }
}

/** A group is entered by being named in it; who is in it may look again. */
function* joinGroup(call: Call, group: string): Talk {
  const { session, reply } = call;
  if (session.groups.has(fold(group))) return;
  const event = yield { type: "groups" };
  const found = event.type === "groups" && event.groups.find((one) => fold(one.group) === fold(group));
  if (found) return showGroup(call, found.group, found.members);
  const text = "Groups are made of three people or more: GROUP groupX bob,eve";
  reply.numeric(ERR.noSuchChannel, channelOfGroup(group), text);
}

export function part(call: Call): Performed {
  return listOf(param(call, 0), CHANNELS_MAX).map((channel) => {
    const target = parseTarget(channel);
    if (target.type === "group") return partGroup(call, target.group);
    return partRoom(call, target.type === "room" ? target.room : channel, param(call, 1));
  });
}

function* partRoom({ session, reply }: Call, room: string, reason: string): Talk {
  const event = yield { type: "leave", room, ...(reason !== "" && { reason }) };
  if (event.type === "error") return refused(reply, event, { verb: "PART", target: channelOf(room) });
  if (event.type !== "left") return;
  session.leave(event.room);
  reply.own(`PART ${channelOf(event.room)}${reason === "" ? "" : ` :${reason}`}`);
}

function* partGroup({ session, reply }: Call, group: string): Talk {
  const event = yield { type: "ungroup", group };
  if (event.type === "error") return refused(reply, event, { verb: "PART", target: channelOfGroup(group) });
  const known = session.groups.get(fold(group));
  if (session.groups.delete(fold(group))) reply.own(`PART ${channelOfGroup(known?.name ?? group)}`);
}
