// Groups: circles of at least three people who are here; only members write, the last one but one ends it. Who has an
// account stays in it while away.
import type { CommandOf } from "../chat/command.ts";
import { GROUP_MEMBERS_MAX, GROUPS_MAX } from "../chat/limits.ts";
import { fold, GROUP_RULE, parseGroup } from "../chat/names.ts";
import { excerpt } from "../chat/text.ts";
import type { Account } from "./account.ts";
import { forgetGroup, persistGroup } from "./group_record.ts";
import { forget } from "./leave.ts";
import { connectionsOf, deliver, deliverGroup, hold, notice, proceed, refuse, reply } from "./speak.ts";
import { Group, type Peer, type Person, type Room, type State } from "./state.ts";

/** Answers `group` with `grouped`; the other members get `group`. */
export function makeGroup(state: State, peer: Peer, command: CommandOf<"group">, ref: string | undefined): void {
  const creator = peer.session?.person;
  if (!creator) return;
  const name = parseGroup(command.group);
  if (name === undefined) return refuse(state, peer, ref, "bad-group", GROUP_RULE);
  if (command.members.length > GROUP_MEMBERS_MAX || creator.groups.size >= GROUPS_MAX) {
    const text = `A group has at most ${GROUP_MEMBERS_MAX} members, and one is in at most ${GROUPS_MAX} groups`;
    return refuse(state, peer, ref, "bad-request", text, { field: "members" });
  }
  if (state.groups.has(fold(name)) || state.persons.has(fold(name)) || state.accounts.named(name)) {
    return refuse(state, peer, ref, "group-exists", `The name ${name} is in use: choose another`);
  }
  const group = new Group(name);
  group.members.set(creator.folded, creator);
  const absent = new Map<string, string>();
  for (const listed of command.members) {
    const person = state.persons.get(fold(listed));
    // Nobody asks those listed: who is in as many groups as one may be counts as absent.
    if (person?.live && person.groups.size < GROUPS_MAX) group.members.set(person.folded, person);
    else absent.set(fold(listed), person?.nick ?? excerpt(listed, 64));
  }
  const missing = [...absent.values()];
  if (group.members.size < 3) {
    const text = "A group needs at least three different people who are here, you among them";
    return refuse(state, peer, ref, "group-too-small", text, { absent: missing });
  }
  // The name is taken from now on.
  state.groups.set(group.folded, group);
  for (const person of group.members.values()) {
    person.groups.add(group);
    person.account?.groups.add(group);
  }
  hold(state, peer);
  const settled = (stored: boolean) => {
    if (state.groups.get(group.folded) !== group) {
      // It has ended meanwhile, and the name may be another group's.
      const text = "All others have gone while the group was being made: nobody is left to write to";
      refuse(state, peer, ref, "group-too-small", text, { absent: missing });
    } else if (stored) made(state, peer, ref, group, creator, missing);
    else {
      dissolve(state, group);
      refuse(state, peer, ref, "storage", "The group can't be stored now: try again in a moment");
    }
    proceed(state, peer);
  };
  persistGroup(state, group, { type: "then", settled });
}

function made(
  state: State,
  peer: Peer,
  ref: string | undefined,
  group: Group,
  creator: Person,
  absent: readonly string[],
): void {
  const members = group.names;
  const { name } = group;
  reply(state, peer, { type: "grouped", group: name, members, absent }, ref);
  deliverGroup(state, group, creator.nick, peer);
  notice(state, { type: "group-made", group: name, nick: creator.nick, count: members.length, members, absent });
}

/** Answers `groups` with those that the asker is in. */
export function listGroups(state: State, peer: Peer, ref: string | undefined): void {
  const groups = [...(peer.session?.person.groups ?? [])].map((group) => ({
    group: group.name,
    members: group.names,
  }));
  reply(state, peer, { type: "groups", groups }, ref);
}

/** Answers `ungroup` with `ok`: the asker is out of the group. */
export function ungroup(state: State, peer: Peer, command: CommandOf<"ungroup">, ref: string | undefined): void {
  const person = peer.session?.person;
  const group = person && groupOf(state, peer, person, command.group, ref);
  if (!group) return;
  leaveGroup(state, group, person);
  reply(state, peer, { type: "ok" }, ref);
}

/** The living group of that name if the person is in it; else the refusal is sent. */
export function groupOf(
  state: State,
  peer: Peer,
  person: Person,
  name: string,
  ref: string | undefined,
): Group | undefined {
  const group = state.groups.get(fold(name));
  if (!group) refuse(state, peer, ref, "no-such-group", `There is no group ${excerpt(name, 64)}`);
  else if (!group.members.has(person.folded)) {
    refuse(state, peer, ref, "not-in-group", `You are not in ${group.name}: only its members write to it`);
  } else return group;
  return undefined;
}

/** Takes a person out of a group. */
export function leaveGroup(state: State, group: Group, person: Person): void {
  group.members.delete(person.folded);
  person.groups.delete(group);
  const { account } = person;
  if (account) {
    account.groups.delete(group);
    if (group.conversation) forgetPlace(state, group.conversation, account);
  }
  shrunk(state, group, person.nick);
}

/** An account is no more that is in a group and not here. */
export function leaveAway(state: State, group: Group, account: Account): void {
  group.away.delete(account.id);
  account.groups.delete(group);
  shrunk(state, group, account.record.name);
}

/** Somebody who has logged in is in groups by the account from then on; who was in one as two is in it once. */
export function keepGroups(
  state: State,
  person: Person,
  account: Account,
  twice: ReadonlySet<Group> = new Set(),
): void {
  for (const group of person.groups) {
    account.groups.add(group);
    if (twice.has(group)) shrunk(state, group, person.nick);
    else persistGroup(state, group);
  }
}

/** The rest of a group is told, and a group of one ends. */
function shrunk(state: State, group: Group, nick: string): void {
  const members = group.names;
  notice(state, { type: "group-shrunk", group: group.name, nick, count: members.length, members });
  if (group.size > 1) {
    persistGroup(state, group);
    return deliverGroup(state, group, nick);
  }
  deliver(state, { type: "ungrouped", group: group.name }, connectionsOf(group.members.values()));
  dissolve(state, group);
  notice(state, { type: "group-ended", group: group.name });
}

/** What a group wrote is no longer one's own to read. */
function forgetPlace(state: State, { id }: Room, account: Account): void {
  account.conversations.delete(id);
  account.unmarked.delete(id);
  if (account.pending.delete(id)) forget(state, [["away", account.id, id]]);
  if (account.readUpTo.delete(id)) forget(state, [["mark", account.id, id]]);
}

function dissolve(state: State, group: Group): void {
  forgetGroup(state, group);
  for (const last of group.members.values()) last.groups.delete(group);
  state.groups.delete(group.folded);
}
