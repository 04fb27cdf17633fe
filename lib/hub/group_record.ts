// Groups over restarts: who has an account stays in them, and what a circle of accounts writes is recorded.
import type { AccountId, GroupRecord } from "../chat/kept.ts";
import { type GroupName, parseGroup } from "../chat/names.ts";
import type { Account } from "./account.ts";
import { endConversation, enlist, newConversation } from "./conversation.ts";
import { forget } from "./leave.ts";
import type { PutTicket } from "./ticket.ts";
import { Group, type Room, type State } from "./state.ts";

type ThenTicket = PutTicket & { readonly type: "then" };
const NOBODY_WAITS: ThenTicket = { type: "then", settled() {} };

/** Stores who is in a group by account, or that nobody is. */
export function persistGroup(state: State, group: Group, ticket: ThenTicket = NOBODY_WAITS): void {
  const members = memberIds(group);
  if (members.length === 0) {
    if (ticket === NOBODY_WAITS) return forget(state, [["group", group.name]]);
    return ticket.settled(true);
  }
  const conversation = group.conversation?.id ?? "";
  const record: GroupRecord = { type: "group", name: group.name, members, conversation };
  state.emit({ type: "keep", change: { keeps: [record] }, ticket });
}

/** A group has ended: nothing of it is kept. */
export function forgetGroup(state: State, group: Group): void {
  for (const account of accountsOf(state, group)) account.groups.delete(group);
  if (group.conversation) endConversation(state, group.conversation);
  forget(state, [["group", group.name]]);
}

/** The accounts in a group. */
export function accountsOf(state: State, group: Group): Account[] {
  return memberIds(group).flatMap((id) => state.accounts.byId.get(id) ?? []);
}

/** Where what a group writes is recorded: only as long as all of its members have an account. */
export function groupConversation(state: State, group: Group): Room | undefined {
  const members = memberIds(group);
  if (members.length < group.size) return undefined;
  if (!group.conversation) {
    group.conversation = enlist(state, newConversation(state, { type: "group", members }));
    persistGroup(state, group);
  }
  for (const account of accountsOf(state, group)) account.conversations.set(group.conversation.id, group.conversation);
  return group.conversation;
}

/** Makes the groups that were stored; those of fewer than two have ended with the last server. */
export function loadGroup(state: State, record: GroupRecord): void {
  const name: GroupName | undefined = parseGroup(record.name);
  const accounts = record.members.flatMap((id) => state.accounts.byId.get(id) ?? []);
  if (name === undefined || accounts.length < 2) return;
  const group = new Group(name);
  state.groups.set(group.folded, group);
  const room = [...state.conversations.values()].find(({ id }) => id === record.conversation);
  group.conversation = room;
  for (const account of accounts) {
    group.away.set(account.id, account);
    account.groups.add(group);
    if (room) account.conversations.set(room.id, room);
  }
}

function memberIds(group: Group): AccountId[] {
  const present = [...group.members.values()].flatMap(({ account }) => account?.id ?? []);
  return [...present, ...group.away.keys()];
}
