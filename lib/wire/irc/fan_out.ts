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
import { accountTag, withTag } from "./message.ts";
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
      return withAccount(roomLines(event), event, traits);
    case "direct":
      return directLines(event, traits);
    case "shout":
      return passing(`:${sourceOf(event.from)} NOTICE $* :`, event, traits);
    case "account":
      // Without a tag: that would say whose they were before.
      return traits & TRAITS.accountNotify ? [accountLine(event.nick, event.account)] : [];
    case "uid":
      return traits & TRAITS.setname ? withAccount([setnameLine(event.nick, event.uid)], event, traits) : [];
    case "inviting":
      return traits & TRAITS.invite ? [inviteLine(event.by, event.nick, event.room)] : [];
    case "status":
      return traits & TRAITS.away ? withAccount([awayLine(event.nick, event.status, event.note)], event, traits) : [];
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

/** What somebody has done, with whose they are (IRCv3 account-tag: on all that a user does). */
function withAccount(
  lines: readonly string[],
  { account }: { readonly account?: string },
  traits: Traits,
): readonly string[] {
  if ((traits & TRAITS.account) === 0 || account === undefined) return lines;
  return lines.map((line) => withTag(line, accountTag(account)));
}

function memberLines(event: MemberChange, traits: Traits): readonly string[] {
  const { nick, change, by, reason, role, status, note, account, uid, quit, voice } = event;
  const channel = channelOf(event.room);
  switch (change) {
    case "joined": {
      const lines = [joinLine(nick, channel, traits & TRAITS.extendedJoin ? { account, uid } : undefined)];
      if (traits & TRAITS.away && status !== undefined && status !== "online") {
        lines.push(awayLine(nick, status, note ?? ""));
      }
      const modes = role === undefined ? "" : entryModes({ nick, role, ...(voice && { voice }) });
      const own = withAccount(lines, event, traits);
      return modes === "" ? own : [...own, `:${SERVER_NAME} MODE ${channel} ${modes}`];
    }
    case "left": {
      const line = quit
        ? `QUIT :Quit${reason === undefined ? "" : `: ${reason}`}`
        : `PART ${channel}${reason === undefined ? "" : ` :${reason}`}`;
      return withAccount([`:${sourceOf(nick)} ${line}`], event, traits);
    }
    case "dropped":
      return withAccount([`:${sourceOf(nick)} QUIT :The link dropped`], event, traits);
    case "kicked":
      return [kickLine(channel, nick, by, reason)];
    case "renamed":
      return event.to === undefined ? [] : withAccount([`:${sourceOf(nick)} NICK ${event.to}`], event, traits);
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
