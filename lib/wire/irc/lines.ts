// Single messages that both fan-outs and answers are made of.
import type { EventOf } from "../../chat/event.ts";
import { TAG_TRAITS, TRAITS, type Traits } from "./caps.ts";
import { accountTag } from "./message.ts";
import { passingId } from "./msgid.ts";
import { roomModes } from "./modes.ts";
import { channelOf, SERVER_NAME, sourceOf } from "./names.ts";
import { textLines } from "./texts.ts";
import { isoTime } from "./time.ts";

/** `AWAY` of somebody who is not there for people (IRCv3 away-notify); without a text they are back. */
export function awayLine(nick: string, status: string, note: string): string {
  const text = awayText(status, note);
  return text === undefined ? `:${sourceOf(nick)} AWAY` : `:${sourceOf(nick)} AWAY :${text}`;
}

/** What an away message says of a status; `undefined` for those who are here. */
export function awayText(status: string, note: string): string | undefined {
  if (status === "online") return undefined;
  if (status === "away") return note === "" ? "away" : note;
  return note === "" ? status : `${status}: ${note}`;
}

/** Who somebody is besides the nick: the account, missing for a guest, and the real name, if they gave one. */
export interface Whose {
  readonly account?: string | undefined;
  readonly uid?: string | undefined;
}

/** A JOIN; for those who want it with the account, `*` for a guest's, and a real name (IRCv3 extended-join). */
export function joinLine(nick: string, channel: string, whose: Whose | undefined): string {
  const line = `:${sourceOf(nick)} JOIN ${channel}`;
  return whose ? `${line} ${whose.account ?? "*"} :${whose.uid ?? nick}` : line;
}

/** Another real name (IRCv3 setname). */
export function setnameLine(nick: string, name: string): string {
  return `:${sourceOf(nick)} SETNAME :${name}`;
}

/** Somebody is invited, told to them and to others (IRCv3 invite-notify). */
export function inviteLine(by: string, nick: string, room: string): string {
  return `:${sourceOf(by)} INVITE ${nick} ${channelOf(room)}`;
}

/** Whose a nick is from now on; `*`: nobody's (IRCv3 account-notify). */
export function accountLine(nick: string, account: string | undefined): string {
  return `:${sourceOf(nick)} ACCOUNT ${account ?? "*"}`;
}

export function kickLine(
  channel: string,
  nick: string,
  by: string | undefined,
  reason: string | undefined,
): string {
  return `:${sourceBy(by)} KICK ${channel} ${nick} :${reason || by || "no reason"}`;
}

/** The lines of changed settings. */
export function roomLines(event: EventOf<"room">): readonly string[] {
  const channel = channelOf(event.room);
  const lines = event.topic === undefined ? [] : [`:${sourceBy(event.by)} TOPIC ${channel} :${event.topic}`];
  const modes = roomModes(event);
  if (modes !== "") lines.push(`:${sourceBy(event.by)} MODE ${channel} ${modes}`);
  return lines;
}

/** What is known of a text that is in no room. */
export interface Passing {
  readonly from: string;
  readonly text: string;
  readonly at: number;
  readonly account?: string | undefined;
  readonly kind?: string;
}

/** A text that is in no room's history, with its tags. */
export function passing(
  head: string,
  { from, text, at, account }: Passing,
  traits: Traits,
  action = false,
): readonly string[] {
  const lines = textLines(head, text, action);
  if ((traits & TAG_TRAITS) === 0) return lines;
  return lines.map((line, index) => {
    const tags = [
      ...(traits & TRAITS.time ? [`time=${isoTime(at)}`] : []),
      ...(traits & TRAITS.tags ? [`msgid=${passingId(from, text, at, index)}`] : []),
      ...(traits & TRAITS.account && account !== undefined ? [accountTag(account)] : []),
    ];
    return tags.length === 0 ? line : `@${tags.join(";")} ${line}`;
  });
}

export function sourceBy(by: string | undefined): string {
  return by === undefined || by === "" ? SERVER_NAME : sourceOf(by);
}
