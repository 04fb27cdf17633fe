// Acts of order: each is an entry of kind `event` in the room's history, and true from the moment when that is stored.
import type { Entry, EntryEvent } from "../chat/entry.ts";
import type { Also } from "../chat/kept.ts";
import { NOTE_LENGTH_MAX, SECONDS_MAX } from "../chat/limits.ts";
import type { RoomRecord } from "../chat/room.ts";
import { formatDuration } from "../chat/duration.ts";
import { cleanLine, lengthUpTo } from "../chat/text.ts";
import { hold, notice, refuse } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";
import type { AppendTicket } from "./ticket.ts";

export interface Deed {
  readonly room: Room;
  readonly event: EntryEvent;
  /** What was done, for a person: the actor's nick goes before it. */
  readonly text: string;
  readonly also?: Also;
  /** Whom it was done to, for the audit log. */
  readonly target?: string;
  /** Makes it true: the room may have ended meanwhile, and people may have gone. */
  done(entry: Entry): void;
  undone?(): void;
}

/** Stores an act; when it is stored the actor gets `ok` with its seq, and the others its `message`. */
export function act(state: State, peer: Peer, ref: string | undefined, deed: Deed): void {
  const { session } = peer;
  if (!session) return;
  const { room, event, also } = deed;
  const from = session.person.nick;
  const account = session.person.account?.record.name;
  hold(state, peer);
  room.storing += 1;
  session.storing += 1;
  const put = also?.put;
  if (put) room.wanted = put;
  const ticket: AppendTicket = {
    room,
    session,
    ref: undefined,
    askers: [{ peer, ref }],
    act: {
      done(entry) {
        if (put) settled(room, put, true);
        deed.done(entry);
        if (!room.record.conversation) audit(state, peer, from, room.name, event, deed.target);
      },
      undone() {
        if (put) settled(room, put, false);
        deed.undone?.();
      },
    },
  };
  const text = `${from} ${deed.text}`;
  const request = {
    room: room.id,
    session: session.id,
    ref: undefined,
    from,
    text,
    kind: "event",
    account,
    event,
  } as const;
  state.emit({ type: "append", ...request, ...(also && { also }), ticket });
}

/** Stores a room's settings without an entry of its own; `then` is called when that is done or can't be. */
export function putRecord(state: State, room: Room, put: RoomRecord, then: () => void = () => {}): void {
  room.wanted = put;
  const done = (stored: boolean) => {
    settled(room, put, stored);
    then();
  };
  state.emit({ type: "put", record: put, ticket: { type: "then", settled: done } });
}

/** The settings as they will be when all that is under way is stored. */
export function recordOf(room: Room): RoomRecord {
  return room.wanted ?? room.record;
}

function settled(room: Room, put: RoomRecord, stored: boolean): void {
  if (stored) room.record = put;
  if (room.wanted === put) room.wanted = undefined;
}

/** Tells those who run the server. */
export function audit(
  state: State,
  peer: Peer,
  by: string,
  room: string,
  event: EntryEvent,
  target = event.nick ?? event.mask ?? "",
): void {
  const { type: act, nick: _nick, mask: _mask, until, ...rest } = event;
  const facts = { ...rest, ...(until !== undefined && { until: new Date(until).toISOString() }) };
  const detail = Object.entries(facts).map(([key, value]) => `${key}: ${value}`).join(", ");
  notice(state, { type: "audit", act, by, room, target, address: peer.address, ...(detail !== "" && { detail }) });
}

/** The reason and the end of an act, as they are kept; where they break the rules the refusal is sent. */
export function terms(
  state: State,
  peer: Peer,
  ref: string | undefined,
  given: { readonly for?: number; readonly reason?: string },
): { readonly until?: number; readonly reason?: string } | undefined {
  const reason = cleanLine(given.reason ?? "").trim();
  if (lengthUpTo(reason, NOTE_LENGTH_MAX) > NOTE_LENGTH_MAX) {
    const text = `A reason has at most ${NOTE_LENGTH_MAX} characters`;
    refuse(state, peer, ref, "bad-request", text, { field: "reason" });
  } else if (given.for !== undefined && given.for > SECONDS_MAX) {
    refuse(state, peer, ref, "bad-request", "Give a time in seconds, or 0 for none", { field: "for" });
  } else {
    const until = given.for ? state.now.at + given.for * 1_000 : undefined;
    return { ...(until !== undefined && { until }), ...(reason !== "" && { reason }) };
  }
  return undefined;
}

/** ` for 2 hours`, or nothing where there is no end. */
export function lasting(seconds: number | undefined): string {
  return seconds ? ` for ${formatDuration(seconds)}` : "";
}

/** `: spam`, or nothing. */
export function because(reason: string | undefined): string {
  return reason === undefined ? "" : `: ${reason}`;
}
