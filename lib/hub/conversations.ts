// One's recorded conversations: which there are, and the end of what is in one of them.
import type { CommandOf } from "../chat/command.ts";
import type { ConversationInfo } from "../chat/info.ts";
import { LIST_ROWS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { act } from "./act.ts";
import { fitRows } from "./answer_size.ts";
import { conversationWith, nameFor } from "./conversation.ts";
import { forget } from "./leave.ts";
import { eraseRoom } from "./rooms_end.ts";
import { refuse, reply } from "./speak.ts";
import type { Peer, State } from "./state.ts";

/** Answers `conversations` with those that something was written in, by name, and how much of it is unread. */
export function listConversations(state: State, peer: Peer, ref: string | undefined): void {
  const account = peer.session?.person.account;
  if (!account) {
    return refuse(
      state,
      peer,
      ref,
      "not-registered",
      "Nothing is recorded of guests: register, and it is from then on",
    );
  }
  const rows = [...account.conversations.values()].flatMap((room): ConversationInfo[] => {
    const name = nameFor(state, account, room);
    const { first, head } = room;
    if (name === undefined || head < first) return [];
    const read = Math.min(account.readUpTo.get(room.id) ?? 0, head);
    return [{ with: name, first, head, read, unread: head - Math.max(read, first - 1) }];
  }).sort((a, b) => (fold(a.with) < fold(b.with) ? -1 : 1));
  const conversations = fitRows(rows.slice(0, LIST_ROWS_MAX));
  reply(state, peer, { type: "conversations", conversations, more: conversations.length < rows.length }, ref);
}

/** Answers `erase` with `ok`: of a room, or of a conversation, which each of its people may empty. */
export function erase(state: State, peer: Peer, command: CommandOf<"erase">, ref: string | undefined): void {
  if (command.room !== undefined) return eraseRoom(state, peer, command.room, ref);
  const found = conversationWith(state, peer, command.with ?? "", ref);
  if (!found) return;
  const { room } = found;
  if (!room) return reply(state, peer, { type: "ok" }, ref);
  act(state, peer, ref, {
    room,
    event: { type: "erase" },
    text: "erased what was written before",
    also: { erase: true },
    done(entry) {
      room.first = entry.seq;
      // Who was away is given nothing of it any more.
      for (const account of state.accounts.byId.values()) {
        if (!account.conversations.has(room.id) || !account.pending.delete(room.id)) continue;
        forget(state, [["away", account.id, room.id]]);
      }
      reply(state, peer, { type: "ok", seq: entry.seq }, ref);
    },
  });
}
