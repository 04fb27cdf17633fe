// What a codec must know of what its peer is told with others: where it is, how it is called; and the few lines that
// each must be given in words of its own.
import type { Event, EventOf, MemberChange } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import { directTo } from "./fan_out.ts";
import { showGroup } from "./group_command.ts";
import { inviteLine, kickLine } from "./lines.ts";
import { accountTag, withTag } from "./message.ts";
import { hearPerson } from "./monitor_command.ts";
import { channelOf, channelOfGroup } from "./names.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";

/**
 * Notes an event that goes to many, as far as it changes what the codec must know. True where this peer is told it in
 * words of its own besides: by {@linkcode hear}. Called for everybody who is told, so it makes nothing.
 */
export function note(session: Session, event: Event): boolean {
  session.noteTime(event);
  switch (event.type) {
    case "member":
      hearMember(session, event);
      return false;
    case "room":
      hearRoom(session, event);
      return false;
    case "direct":
      return event.group === undefined && event.to.length > 1;
    case "person":
      return session.monitored.size > 0 || (event.to !== undefined && session.isMe(event.nick));
    case "left":
    case "group":
    case "ungrouped":
    case "invited":
    case "read":
      return true;
    default:
      return false;
  }
}

/** Notes an event; what this peer must be told besides is in `reply` then. */
export function hear(session: Session, event: Event, reply: Reply): void {
  if (!note(session, event)) return;
  switch (event.type) {
    case "left":
      return hearLeft(session, event, reply);
    case "direct":
      for (const target of session.isMe(event.from) ? event.to : [session.nick]) {
        for (const line of directTo(target, event, session.traits)) reply.line(line);
      }
      return;
    case "group":
      return showGroup({ session, reply }, event.group, event.members);
    case "person":
      if (event.to !== undefined && session.isMe(event.nick)) {
        reply.own(`NICK ${event.to}`);
        session.rename(event.nick, event.to);
      }
      return hearPerson(session, event, reply);
    case "ungrouped":
      if (!session.groups.delete(fold(event.group))) return;
      return reply.own(`PART ${channelOfGroup(event.group)} :The group has ended`);
    case "invited":
      session.noteInvite(event.room, event.code);
      return reply.line(inviteTo(session, event));
    default:
      return;
  }
}

/** An invite, with the account of whoever invites for those who know what it is. */
function inviteTo(session: Session, { by, room, account }: EventOf<"invited">): string {
  const line = inviteLine(by, session.nick, room);
  if (account === undefined || !session.has("account-tag")) return line;
  return withTag(line, accountTag(account));
}

function hearMember(session: Session, { nick, change, to, by, room }: MemberChange): void {
  if (change === "renamed" && to !== undefined) return session.rename(nick, to);
  if ((change === "kicked" || change === "role") && by !== undefined && session.isMe(by)) session.actsHeard += 1;
  if ((change === "kicked" || change === "left") && session.isMe(nick)) session.leave(room);
}

function hearRoom(session: Session, event: EventOf<"room">): void {
  if (session.isMe(event.by)) session.actsHeard += 1;
  const room = session.room(event.room);
  if (!room) return;
  room.private = event.private ?? room.private;
  room.locked = event.locked ?? room.locked;
  room.invite = event.invite ?? room.invite;
  room.moderated = event.moderated ?? room.moderated;
  room.limit = event.limit ?? room.limit;
}

/** Out of a room without having asked for it. */
function hearLeft(session: Session, { room, code, by, reason }: EventOf<"left">, reply: Reply): void {
  if (!session.leave(room)) return;
  const channel = channelOf(room);
  if (code === undefined) return reply.own(`PART ${channel}`);
  const why = code === "kicked" ? reason : reason ?? (code === "deleted" ? "The room was deleted" : code);
  reply.line(kickLine(channel, session.nick, by, why));
}
