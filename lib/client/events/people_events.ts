// Answers about people and about order, as rows: who somebody is, who is kept out, which invites there are.
import { formatDuration } from "../../chat/duration.ts";
import type { EventOf, Whois } from "../../chat/event.ts";
import type { BanInfo, InviteInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { isLoopback } from "../consent.ts";
import { currentRoom, isMe, roomKey } from "../conversation.ts";
import { formatLink } from "../invite_link.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import { block, change, notice, type Step, step } from "../step.ts";
import { formatDate, formatTime } from "../view_line.ts";
import { padTo, widthOf } from "../wrap.ts";

/** Invitations that are remembered. */
const INVITATIONS_MAX = 100;

/** The answer to `whois`: all that the server tells of somebody. */
export function whois(model: Model, event: Whois): Step {
  const { nick, account, status, note, rooms, idle, since, seen, uid, operator, addresses } = event;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["status", note === "" ? status : `${status}: ${note}`],
    ["account", account ?? "none: a guest"],
    ["operator", operator && "yes, of the whole server"],
    ["rooms", rooms.length === 0 ? undefined : rooms.join(", ")],
    ["here since", since === undefined || status === "offline" ? undefined : dated(since)],
    ["silent for", idle === undefined || idle < 1_000 ? undefined : formatDuration(idle / 1_000)],
    ["last seen", seen === undefined ? undefined : dated(seen)],
    ["id", uid],
    ["addresses", addresses?.join(", ")],
  ];
  const rows = facts.flatMap(([name, fact]) => fact === undefined ? [] : [`  ${padTo(name, 10)}  ${fact}`]);
  return block(model, `${nick}${isMe(model, nick) ? " (you)" : ""}`, ...rows);
}

/** The answer to `bans`. */
export function bans(model: Model, { room, bans, mutes, more }: EventOf<"bans">): Step {
  const place = room ?? "the server";
  const head = bans.length === 0
    ? `Nobody is banned from ${place}`
    : `Banned from ${place} (/unban NAME${room === undefined ? " --server" : ""} lets in again):`;
  const silent = mutes.length === 0 ? [] : [`Muted in ${place} (/unmute NAME lets speak again):`, ...banRows(mutes)];
  return block(model, head, ...banRows(bans), ...silent, ...(more ? ["  … and more"] : []));
}

function banRows(bans: readonly BanInfo[]): readonly string[] {
  const width = Math.min(32, Math.max(0, ...bans.map(({ mask }) => widthOf(mask))));
  return bans.map(({ mask, by, at, until, reason, address }) => {
    const end = until === undefined ? "for good" : `until ${dated(until)}`;
    const also = address ? " (and newcomers from the same address)" : "";
    return `  ${padTo(mask, width)}${also}  ${end}, by ${by} on ${dated(at)}${
      reason === undefined ? "" : `: ${reason}`
    }`;
  });
}

/** The answer to `invite`: one line to paste. */
export function invite(model: Model, event: EventOf<"invite">): Step {
  const { room, code, uses } = event;
  const address = model.address ?? { host: "localhost", port: 0 };
  const time = event.for === 0 ? "without an end" : `for ${formatDuration(event.for)}`;
  const count = uses === 0 ? "any number of people" : plural(uses, "person", "people");
  const local = isLoopback(address.host)
    ? [`  (${address.host} is this machine: others need its address or name in that place)`]
    : [];
  return block(
    model,
    `An invite to ${room}, for ${count}, good ${time}. Pass this line on:`,
    `  ${formatLink({ address, room, invite: code })}`,
    `  They start client.ts with it, or type /join and the line. /revoke ${code} takes it back`,
    ...local,
  );
}

/** The answer to `invites`. */
export function invites(model: Model, { room, invites }: EventOf<"invites">): Step {
  if (invites.length === 0) return block(model, `No invite to ${room} is good any more. /invite makes one`);
  return block(model, `Invites to ${room} (/revoke CODE takes one back):`, ...invites.map(inviteRow));
}

function inviteRow({ code, by, until, uses, nick }: InviteInfo): string {
  const facts = [
    uses === 0 ? "any number of uses" : plural(uses, "use", "uses"),
    until === undefined ? "no end" : `until ${dated(until)}`,
    ...(nick === undefined ? [] : [`for ${nick}`]),
    `by ${by}`,
  ];
  return `  ${code}  ${facts.join(", ")}`;
}

/** Somebody wants us in a room; the code is remembered, so that its name is enough. */
export function invited(model: Model, moment: Moment, { room, by, code }: EventOf<"invited">): Step {
  const invitations = new Map(model.invitations);
  invitations.delete(fold(room));
  invitations.set(fold(room), code);
  if (invitations.size > INVITATIONS_MAX) invitations.delete(invitations.keys().next().value ?? "");
  const listed = model.listed.some((each) => fold(each) === fold(room)) ? model.listed : [...model.listed, room];
  const known = change(model, { invitations, listed: listed.slice(0, INVITATIONS_MAX * 10) });
  const front = currentRoom(model);
  return notice(known, moment, `${by} invites you to ${room}: /join ${room} ${code}`, front && roomKey(front.name));
}

/** Somebody else was invited, where one may invite everybody. */
export function inviting(model: Model, moment: Moment, { room, nick, by }: EventOf<"inviting">): Step {
  return isMe(model, by) ? step(model) : notice(model, moment, `${by} invited ${nick} to ${room}`, roomKey(room));
}

/** The answer to `conversations`. */
export function conversations(model: Model, { conversations, more }: EventOf<"conversations">): Step {
  if (conversations.length === 0) return block(model, "Nothing is kept of what you wrote to single people yet");
  const width = Math.min(32, Math.max(...conversations.map((each) => widthOf(each.with))));
  const rows = conversations.map(({ with: name, first, head, unread }) => {
    const news = unread === 0 ? "" : `, ${unread} of them unread`;
    return `  ${padTo(name, width)}  ${plural(Math.max(0, head - first + 1), "message", "messages")}${news}`;
  });
  return block(
    model,
    "Conversations that are kept (/msg NAME, then /history shows one):",
    ...rows,
    ...(more ? ["  … and more"] : []),
  );
}

/** Date and time, local. */
function dated(at: number): string {
  return `${formatDate(at)} ${formatTime(at)}`.trim();
}
