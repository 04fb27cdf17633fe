// A `tell` that is recorded, or waits for somebody: stored first, then told, like everything that is kept.
import type { Entry } from "../chat/entry.ts";
import type { EventOf } from "../chat/event.ts";
import type { AwayRecord } from "../chat/kept.ts";
import { remember } from "./answered.ts";
import type { Account } from "./account.ts";
import { endDelivered } from "./away.ts";
import { forget } from "./leave.ts";
import { raiseMark } from "./marks.ts";
import { presences, type Recipient } from "./recipients.ts";
import { connectionsOf, deliver, owe, refuse, reply, settle } from "./speak.ts";
import type { Peer, Person, Room, Session, State } from "./state.ts";
import type { AppendTicket, Asker, Telling } from "./ticket.ts";

/** One conversation that it goes to, and whom it reaches by that. */
export interface Post {
  readonly room: Room;
  readonly recipients: readonly Recipient[];
}

/** All that is to be done about a `tell`. */
export interface Sending {
  readonly event: EventOf<"direct">;
  readonly recipients: readonly Recipient[];
  /** Who has it already. */
  readonly live: readonly Recipient[];
  readonly missed: readonly Recipient[];
  readonly posts: readonly Post[];
  /** The sender's other connections are still to be told. */
  own: boolean;
  ended(delivered: number): void;
}

type Fate = "delivered" | "later" | "missed";

/** A sending under way. */
class Job implements Telling {
  readonly askers: Asker[];
  readonly fateOf = new Map<Recipient, Fate>();
  left: number;
  /** When it was kept last. */
  at: number;

  constructor(readonly sending: Sending, readonly session: Session, readonly sender: Person, asker: Asker) {
    this.askers = [asker];
    this.left = sending.posts.length;
    this.at = sending.event.at;
    for (const recipient of sending.live) this.fateOf.set(recipient, "delivered");
    for (const recipient of sending.missed) this.fateOf.set(recipient, "missed");
  }

  names(fate: Fate): string[] {
    return this.sending.recipients.filter((each) => this.fateOf.get(each) === fate).map(({ name }) => name);
  }
}

/** Stores a `tell` in its conversations; `told` comes when all of them have it. */
export function send(state: State, peer: Peer, ref: string | undefined, sending: Sending): void {
  const { session } = peer;
  if (!session) return;
  const job = new Job(sending, session, session.person, { peer, ref });
  const once = peer.once(ref);
  remember(state, session.id, once, job);
  owe(state, peer, 1);
  for (const post of sending.posts) append(state, peer, once, job, post);
}

function append(state: State, peer: Peer, once: string | undefined, job: Job, post: Post): void {
  const { room, recipients } = post;
  const { session, sending: { event: { from, to, text, group, account, kind = "text" } } } = job;
  const away = recipients.flatMap(({ person, account }) => account && !person?.live ? [account] : [])
    .filter((account) => !account.pending.has(room.id));
  const keeps = away.map((account) => awayRecord(account, room, room.head + 1));
  const ticket: AppendTicket = {
    room,
    session,
    ref: undefined,
    askers: [],
    act: {
      done(entry) {
        job.at = entry.at;
        for (const { account } of recipients) if (account) given(state, job, post, account, away, entry.seq);
        tellOf(state, peer, job, post, entry);
        if (!recipients.some(({ account }) => account?.pending.has(room.id))) endDelivered(state, room);
        finish(state, once, job);
      },
      undone() {
        for (const recipient of recipients) job.fateOf.set(recipient, "missed");
        finish(state, once, job);
      },
    },
  };
  room.storing += 1;
  session.storing += 1;
  const detail = group === undefined && to.length === 1
    ? undefined
    : { type: "direct", to, ...(group !== undefined && { group }) };
  state.emit({
    type: "append",
    room: room.id,
    session: session.id,
    ref: undefined,
    from,
    text,
    kind,
    account,
    ...(detail && { event: detail }),
    also: { ...(room.head === 0 && { put: room.record }), keeps },
    ticket,
  });
}

/** Whether an account has it now, or gets it when it comes back. What was foreseen when it was sent may have changed. */
function given(
  state: State,
  job: Job,
  { room, recipients }: Post,
  account: Account,
  away: Account[],
  seq: number,
): void {
  const recipient = recipients.find((each) => each.account === account);
  if (!recipient) return;
  const live = account.person?.live === true;
  job.fateOf.set(recipient, live ? "delivered" : "later");
  const waits = account.pending.has(room.id);
  if (!live && !waits) {
    account.pending.set(room.id, seq);
    if (away.includes(account)) return;
    const change = { keeps: [awayRecord(account, room, seq)] };
    state.emit({ type: "keep", change, ticket: { type: "then", settled() {} } });
  } else if (live && !waits && away.includes(account)) forget(state, [["away", account.id, room.id]]);
}

/** Tells who is here. Who is still being given what came before gets this with it. */
function tellOf(state: State, peer: Peer, { sending, sender }: Job, { room, recipients }: Post, entry: Entry): void {
  const people = recipients.flatMap(({ account }) =>
    account?.person && !account.pending.has(room.id) ? account.person : []
  );
  if (sender.account && room.record.conversation?.type !== "mail") raiseMark(state, sender.account, room, entry.seq);
  const isMail = room.record.conversation?.type === "mail";
  const event = { ...sending.event, at: entry.at, ...(!isMail && { seq: entry.seq }) };
  deliver(state, event, connectionsOf(sending.own ? [...people, sender] : people), peer);
  sending.own = false;
}

function finish(state: State, once: string | undefined, job: Job): void {
  job.left -= 1;
  if (job.left > 0) return;
  const [delivered, missed, later] = [job.names("delivered"), job.names("missed"), job.names("later")];
  const reached = delivered.length + later.length > 0;
  const { recipients, ended } = job.sending;
  const told: EventOf<"told"> = {
    type: "told",
    at: job.at,
    delivered,
    missed,
    ...(later.length > 0 && { later }),
    status: presences(recipients),
  };
  remember(state, job.session.id, once, reached ? told : undefined);
  ended(delivered.length);
  for (const { peer, ref } of job.askers) {
    if (reached) reply(state, peer, told, ref);
    else refuse(state, peer, ref, "storage", "That can't be kept now: try again in a moment", { missed });
    settle(state, peer, 1);
  }
}

function awayRecord(account: Account, room: Room, seq: number): AwayRecord {
  return { type: "away", account: account.id, room: room.id, seq };
}
