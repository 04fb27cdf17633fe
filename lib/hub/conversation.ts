// Conversations past rooms that are recorded: of two accounts, and of groups of accounts. They are kept like rooms, and
// nobody but those they belong to can read or erase them. What guests leave for somebody who is away is one too (`mail`).
import type { AccountId } from "../chat/kept.ts";
import { CONVERSATIONS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import type { ConversationOf, RoomId, RoomRecord } from "../chat/room.ts";
import type { Account } from "./account.ts";
import { endRoom, forget } from "./leave.ts";
import { noSuchUser } from "./order.ts";
import { refuse } from "./speak.ts";
import { type Peer, Room, type State } from "./state.ts";

/** The conversation of two accounts, made where there is none; `undefined` where one of them has as many as it may. */
export function pairOf(state: State, one: Account, other: Account): Room | undefined {
  return found(state, one, other) ??
    (roomFor(one) && roomFor(other)
      ? enlist(state, newConversation(state, { type: "pair", members: [one.id, other.id] }))
      : undefined);
}

/** What is left for an account by those whom nothing is recorded of. */
export function mailOf(state: State, account: Account): Room {
  const key = keyOf({ type: "mail", members: [account.id] });
  return state.conversations.get(key) ??
    enlist(state, newConversation(state, { type: "mail", members: [account.id] }));
}

function found(state: State, one: Account, other: Account): Room | undefined {
  return state.conversations.get(keyOf({ type: "pair", members: [one.id, other.id] }));
}

function roomFor({ conversations }: Account): boolean {
  return conversations.size < CONVERSATIONS_MAX;
}

/** A conversation that is stored with its first entry. */
export function newConversation(state: State, conversation: ConversationOf): Room {
  const record: RoomRecord = {
    id: state.mint() as RoomId,
    name: "",
    topic: "",
    limit: 0,
    private: true,
    password: "",
    invite: true,
    owner: "",
    createdAt: state.now.at,
    conversation,
  };
  return new Room(record, 1, 0);
}

/** Puts a conversation where its people find it; those of groups are found by the group. */
export function enlist(state: State, room: Room): Room {
  const { conversation } = room.record;
  if (!conversation) return room;
  state.conversations.set(keyOf(conversation, room.id), room);
  state.roomById.set(room.id, room);
  // Who is in a group may change: its record says.
  if (conversation.type !== "pair") return room;
  for (const id of conversation.members) state.accounts.byId.get(id as AccountId)?.conversations.set(room.id, room);
  return room;
}

/** The conversation is over: nothing of it is kept. */
export function endConversation(state: State, room: Room): void {
  const { conversation } = room.record;
  if (!conversation || room.ended) return;
  state.conversations.delete(keyOf(conversation, room.id));
  for (const id of conversation.members) {
    const account = state.accounts.byId.get(id as AccountId);
    account?.conversations.delete(room.id);
    if (account?.pending.delete(room.id)) forget(state, [["away", account.id, room.id]]);
  }
  endRoom(state, room);
}

/** An account is no more: with it end its conversations with others, and what was left for it; groups go on. */
export function forgetConversations(state: State, account: Account): void {
  const keys = (type: "away" | "mark", rooms: Iterable<RoomId>) =>
    [...rooms].map((id) => [type, account.id, id] as const);
  forget(state, [...keys("away", account.pending.keys()), ...keys("mark", account.readUpTo.keys())]);
  const mail = state.conversations.get(keyOf({ type: "mail", members: [account.id] }));
  for (const room of [...account.conversations.values(), ...(mail ? [mail] : [])]) {
    if (room.record.conversation?.type !== "group") endConversation(state, room);
  }
  account.conversations.clear();
  account.pending.clear();
}

function keyOf({ type, members }: ConversationOf, id?: RoomId): string {
  return type === "group" ? `group ${id}` : `${type} ${[...members].sort().join(" ")}`;
}

/** One's conversation with a person or a group, by its name: `room` is missing where nothing was ever written. */
export interface Found {
  readonly account: Account;
  readonly room: Room | undefined;
  readonly name: string;
}

/** The conversation that `with` means; where the asker can have none the refusal is sent. */
export function conversationWith(state: State, peer: Peer, name: string, ref: string | undefined): Found | undefined {
  const person = peer.session?.person;
  const account = person?.account;
  if (!person || !account) {
    refuse(state, peer, ref, "not-registered", "Nothing is recorded of guests: register, and it is from then on");
    return undefined;
  }
  const folded = fold(name);
  const group = state.groups.get(folded);
  if (group?.members.has(person.folded)) return { account, room: group.conversation, name: group.name };
  const other = state.persons.get(folded)?.account ?? state.accounts.byName.get(folded);
  if (other && other !== account) return { account, room: found(state, account, other), name: other.shown };
  noSuchUser(state, peer, ref, name, "somebody with an account");
  return undefined;
}

/** What one calls a conversation: the other's name, or the group's. */
export function nameFor(state: State, account: Account, room: Room): string | undefined {
  const { conversation } = room.record;
  if (conversation?.type === "group") {
    return [...account.groups].find((group) => group.conversation === room)?.name;
  }
  const other = conversation?.members.find((id) => id !== account.id);
  return other === undefined ? undefined : state.accounts.byId.get(other as AccountId)?.shown;
}
