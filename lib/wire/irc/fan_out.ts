// What happens around somebody, as lines of IRC: the same for all who have the same traits.
import type { Event, EventOf, MemberChange } from "../../chat/event.ts";
import { unreachable } from "../../unreachable.ts";
import { TRAITS, type Traits } from "./caps.ts";
import { entryLines, placeOf } from "./entries.ts";
import {
  accountLine,
  awayLine,
  inviteLine,
  joinLine,
  kickLine,
  type Passing,
  passing,
  roomLines,
  setnameLine,
  sourceBy,
} from "./lines.ts";
import { entryModes, roleLine } from "./modes.ts";
import { channelOf, channelOfGroup, SERVER_NAME, sourceOf } from "./names.ts";

/** The lines of an event that many get; none where IRC has no word for it. */
export function fanOutLines(event: Event, traits: Traits): readonly string[] {
  switch (event.type) {
    case "message":
      return entryLines(placeOf(event.room, traits), event);
    case "member":
      return memberLines(event, traits);
    case "room":
      return roomLines(event);
    case "direct":
      return directLines(event, traits);
    case "shout":
      return passing(`:${sourceOf(event.from)} NOTICE $* :`, event, traits);
    case "account":
      return traits & TRAITS.accountNotify ? [accountLine(event.nick, event.account)] : [];
    case "uid":
      return traits & TRAITS.setname ? [setnameLine(event.nick, event.uid)] : [];
    case "inviting":
      return traits & TRAITS.invite ? [inviteLine(event.by, event.nick, event.room)] : [];
    case "status":
      return traits & TRAITS.away ? [awayLine(event.nick, event.status, event.note)] : [];
    // Of these each codec makes its own lines (heard.ts): they need to know who is told.
    case "group":
    case "ungrouped":
    case "invited":
    case "left":
    case "welcome":
    case "joined":
    case "bye":
    case "error":
    case "ok":
    case "ping":
    case "pong":
    case "resume":
    case "rooms":
    case "history":
    case "who":
    case "members":
    case "said":
    case "told":
    case "shouted":
    case "grouped":
    case "groups":
    case "person":
    case "read":
    case "search":
    case "whois":
    case "bans":
    case "invite":
    case "invites":
    case "conversations":
      return [];
    default:
      return unreachable(event);
  }
}

function memberLines(event: MemberChange, traits: Traits): readonly string[] {
  const { nick, change, by, reason, role, status, note, account, uid, quit, voice } = event;
  const channel = channelOf(event.room);
  switch (change) {
    case "joined": {
      const lines = [joinLine(nick, channel, traits & TRAITS.extendedJoin ? { account, uid } : undefined)];
      const modes = role === undefined ? "" : entryModes({ nick, role, ...(voice && { voice }) });
      if (modes !== "") lines.push(`:${SERVER_NAME} MODE ${channel} ${modes}`);
      if (traits & TRAITS.away && status !== undefined && status !== "online") {
        lines.push(awayLine(nick, status, note ?? ""));
      }
      return lines;
    }
    case "left":
      if (quit) return [`:${sourceOf(nick)} QUIT :Quit${reason === undefined ? "" : `: ${reason}`}`];
      return [`:${sourceOf(nick)} PART ${channel}${reason === undefined ? "" : ` :${reason}`}`];
    case "dropped":
      return [`:${sourceOf(nick)} QUIT :The link dropped`];
    case "kicked":
      return [kickLine(channel, nick, by, reason)];
    case "renamed":
      return event.to === undefined ? [] : [`:${sourceOf(nick)} NICK ${event.to}`];
    case "role":
      return role === undefined ? [] : [`:${sourceBy(by)} ${roleLine(channel, nick, role, undefined)}`];
    default:
      return unreachable(change);
  }
}

/** To one person or a group. What several get is made by their codecs (heard.ts): each must see its own nick there. */
function directLines(event: EventOf<"direct">, traits: Traits): readonly string[] {
  if (event.group !== undefined) return directTo(channelOfGroup(event.group), event, traits);
  const [only, second] = event.to;
  return only === undefined || second !== undefined ? [] : directTo(only, event, traits);
}

/** The lines of a text to a target that is no room. */
export function directTo(target: string, message: Passing, traits: Traits): readonly string[] {
  const verb = message.kind === "notice" ? "NOTICE" : "PRIVMSG";
  return passing(`:${sourceOf(message.from)} ${verb} ${target} :`, message, traits);
}
