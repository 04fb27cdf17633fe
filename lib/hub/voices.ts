// A moderated room: those who have a say in it speak, and those whom they gave a voice. Voices hang on accounts, and a
// guest's on its session, as roles do; they mean nothing where everybody may speak, and are kept all the same.
import type { CommandOf } from "../chat/command.ts";
import type { Holder } from "../chat/kept.ts";
import { ROLES_MAX } from "../chat/limits.ts";
import type { RoomRecord } from "../chat/room.ts";
import { act, recordOf } from "./act.ts";
import { authority, holdersOfTarget, noSuchUser, targetIn } from "./order.ts";
import { holdersOf, isOperator, POWER } from "./roles.ts";
import { refuse, reply } from "./speak.ts";
import type { Member, Peer, Person, Room, State } from "./state.ts";

/** True for somebody who was given a voice in the room. */
export function hasVoice({ voices }: RoomRecord, person: Person): boolean {
  return voices !== undefined && holdersOf(person).some((holder) => voices.includes(holder));
}

/** What others are shown of it. */
export function voiceOf({ person, room }: Pick<Member, "person" | "room">): { readonly voice?: true } {
  return hasVoice(room.record, person) ? { voice: true } : {};
}

/** The refusal is sent to those who may only listen. */
export function refuseUnvoiced(state: State, room: Room, peer: Peer, ref: string | undefined): boolean {
  const person = peer.session?.person;
  const member = person && room.members.get(person.folded);
  if (!person || !member) return false;
  if (POWER[member.role] >= POWER.moderator || isOperator(state, person)) return false;
  // A voice that goes with somebody who registers is being stored: who was told that it may speak may do so at once.
  if (hasVoice(recordOf(room), person)) return false;
  const text = `Only those with a voice speak in ${room.name} now: ask an owner or a moderator for one`;
  refuse(state, peer, ref, "muted", text);
  return true;
}

/** Answers `voice` and `unvoice` with `ok`; the others are told by the entry. */
export function changeVoice(
  state: State,
  peer: Peer,
  command: CommandOf<"voice" | "unvoice">,
  ref: string | undefined,
): void {
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room } = standing;
  const target = targetIn(state, room, command.nick);
  if (!target || !(target.member || target.account)) return noSuchUser(state, peer, ref, command.nick, "in that room");
  const on = command.type === "voice";
  const record = recordOf(room);
  const put = withVoice(record, holdersOfTarget(target), on);
  if (put === record) return reply(state, peer, { type: "ok" }, ref);
  if ((put.voices?.length ?? 0) > ROLES_MAX) {
    return refuse(state, peer, ref, "not-allowed", `A room has at most ${ROLES_MAX} voices: take some away first`);
  }
  const { nick } = target;
  const text = on ? `gave ${nick} a voice` : `took ${nick}'s voice away`;
  act(state, peer, ref, { room, event: { type: command.type, nick }, text, also: { put }, done() {} });
}

/** The record in which these holders have a voice, or none; the same one where nothing changes. */
function withVoice(record: RoomRecord, holders: readonly Holder[], on: boolean): RoomRecord {
  const before = record.voices ?? [];
  const others = before.filter((holder) => !holders.includes(holder));
  const voices = on ? [...others, ...holders] : others;
  if (on ? holders.every((holder) => before.includes(holder)) : voices.length === before.length) return record;
  // Guests of yesterday give way.
  const fitting = voices.length > ROLES_MAX ? voices.filter((holder) => !isStale(holder, holders)) : voices;
  return { ...record, voices: fitting };
}

function isStale(holder: Holder, kept: readonly Holder[]): boolean {
  return holder.startsWith("session:") && !kept.includes(holder);
}
