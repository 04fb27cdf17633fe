// Talking past rooms: to some people, to a group, to everybody. What two accounts, or a group of accounts, write to each
// other is recorded; what is written to an account that is away waits for it; nothing else is stored.
import type { CommandOf } from "../chat/command.ts";
import { TELL_NICKS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { accountOf } from "./account.ts";
import { answer, answerAgain } from "./answered.ts";
import { isFull } from "./away.ts";
import { mailOf, pairOf } from "./conversation.ts";
import { groupOf } from "./group.ts";
import { groupConversation } from "./group_record.ts";
import { type Post, send } from "./post.ts";
import { membersBut, presences, type Recipient, recipientsOf } from "./recipients.ts";
import { checkText, payForTalk } from "./say.ts";
import { connectionsOf, deliver, notice, refuse } from "./speak.ts";
import type { Group, Peer, Person, State } from "./state.ts";

/** Answers `tell` with `told`; who is reached gets `direct`. */
export function tell(state: State, peer: Peer, command: CommandOf<"tell">, ref: string | undefined): void {
  const sender = peer.session?.person;
  if (!sender || answerAgain(state, peer, ref)) return;
  const group = command.group === undefined ? undefined : groupOf(state, peer, sender, command.group, ref);
  if (command.group !== undefined && !group) return;
  const to = command.to ?? [];
  if (!group && (to.length === 0 || to.length > TELL_NICKS_MAX)) {
    const text = `Name 1 to ${TELL_NICKS_MAX} people to write to, or a group`;
    return refuse(state, peer, ref, "bad-request", text, { field: "to" });
  }
  if (!group && to.some((name) => isSelf(sender, name))) {
    return refuse(state, peer, ref, "not-to-yourself", "That is your own name: write to somebody else");
  }
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  sender.spokeAt = state.now.mono;
  const recipients = group ? membersBut(group, sender) : recipientsOf(state, to);
  const { live, posts, missed } = sort(state, sender, group, recipients);
  if (live.length === 0 && posts.length === 0) {
    const who = missed.length === 1 ? `${missed[0]?.name} is not here` : "None of them is here";
    const full = missed.some(({ account }) => account);
    const why = full ? `${who}, and as much waits already as may: try again later` : `${who}: see who`;
    report(state, sender, group, recipients, 0, text);
    return refuse(state, peer, ref, "no-such-user", why, { missed: missed.map(({ name }) => name) });
  }
  const { at } = state.now;
  const event = {
    type: "direct",
    from: sender.nick,
    to: recipients.map(({ name }) => name),
    text,
    at,
    ...(group && { group: group.name }),
    ...(command.kind === "notice" && { kind: command.kind }),
    ...accountOf(sender),
  } as const;
  if (live.length > 0) {
    const people = live.flatMap(({ person }) => person ?? []);
    deliver(state, event, connectionsOf([...people, sender]), peer);
  }
  const ended = (delivered: number) => report(state, sender, group, recipients, delivered, text);
  if (posts.length > 0) {
    return send(state, peer, ref, { event, recipients, live, missed, posts, own: live.length === 0, ended });
  }
  const delivered = live.map(({ name }) => name);
  ended(delivered.length);
  const status = presences(recipients);
  answer(state, peer, { type: "told", at, delivered, missed: missed.map(({ name }) => name), status }, ref);
}

function isSelf({ folded, account }: Person, name: string): boolean {
  return fold(name) === folded || fold(name) === account?.folded;
}

interface Sorted {
  /** Who gets it now, and nothing of it is stored. */
  readonly live: Recipient[];
  readonly posts: Post[];
  readonly missed: Recipient[];
}

/** Who is reached in which way. */
function sort(state: State, sender: Person, group: Group | undefined, recipients: readonly Recipient[]): Sorted {
  const conversation = group && groupConversation(state, group);
  if (conversation) return { live: [], posts: [{ room: conversation, recipients }], missed: [] };
  const sorted: Sorted = { live: [], posts: [], missed: [] };
  for (const recipient of recipients) {
    const { person, account } = recipient;
    const live = person?.live === true;
    const pair = !group && account && sender.account ? pairOf(state, sender.account, account) : undefined;
    const room = pair ?? (account && !live ? mailOf(state, account) : undefined);
    if (room && account && (live || !isFull(state, account, room))) {
      sorted.posts.push({ room, recipients: [recipient] });
    } else if (live) sorted.live.push(recipient);
    else sorted.missed.push(recipient);
  }
  return sorted;
}

function report(
  state: State,
  sender: Person,
  group: Group | undefined,
  recipients: readonly Recipient[],
  sent: number,
  text: string,
): void {
  const receiver = group?.name ?? recipients.map(({ name }) => name).join(", ");
  notice(state, { type: "message", status: sent > 0 ? 1 : 0, sender: sender.nick, receiver, sent, text });
}

/** Answers `shout` with `shouted`; everybody else who is connected gets it. */
export function shout(state: State, peer: Peer, command: CommandOf<"shout">, ref: string | undefined): void {
  const sender = peer.session?.person;
  if (!sender || answerAgain(state, peer, ref)) return;
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  sender.spokeAt = state.now.mono;
  const here = state.options.requireLogin ? accountHolders(state) : state.persons.values();
  const audience = connectionsOf(here);
  audience.delete(peer.id);
  const { at } = state.now;
  deliver(state, { type: "shout", from: sender.nick, text, at, ...accountOf(sender) }, audience);
  answer(state, peer, { type: "shouted", delivered: audience.size, at }, ref);
  const sent = audience.size;
  notice(state, { type: "message", status: sent > 0 ? 1 : 0, sender: sender.nick, receiver: "everyone", sent, text });
}

/** Where an account is needed, who has not logged in yet hears nothing. */
function accountHolders(state: State): Iterable<Person> {
  return state.persons.values().filter(({ account }) => account !== undefined);
}
