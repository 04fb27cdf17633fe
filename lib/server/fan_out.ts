// Handing events to audiences: each frame is encoded once per dialect variant, however many receive it.
import type { Event } from "../chat/event.ts";
import type { Effect, SaidAnswer } from "../hub/effect.ts";
import type { ConnectionId } from "../hub/input.ts";
import type { EncodedEntries, Variant } from "../wire/dialect.ts";
import type { Connection } from "./connection.ts";

/** Puts bytes into a connection's outbox; the verdict on a full one is the receiver's of this call. */
export type Push = (connection: Connection, frame: Uint8Array) => void;

/** Told after a reply to a connection whose codec may have something to say because of it. */
export type Speak = (connection: Connection) => void;

/** One event to many; `hear` for those whose codec must know of it. */
export function deliver(
  connections: ReadonlyMap<ConnectionId, Connection>,
  effect: Effect & { readonly type: "deliver" },
  push: Push,
  hear: (connection: Connection, event: Event) => void,
): void {
  const frames = new Map<Variant, Uint8Array>();
  for (const id of effect.audience) {
    if (id === effect.except) continue;
    const connection = connections.get(id);
    if (!connection) continue;
    if (connection.codec.heard) hear(connection, effect.event);
    push(connection, frameFor(frames, connection.codec.variant, effect.event));
  }
}

function frameFor(frames: Map<Variant, Uint8Array>, variant: Variant, event: Event): Uint8Array {
  let frame = frames.get(variant);
  if (!frame) frames.set(variant, frame = variant.encode(event));
  return frame;
}

/** A run of stored entries: one shared buffer for those who only listen, their own `said` in its place for those who spoke. */
export function deliverEntries(
  connections: ReadonlyMap<ConnectionId, Connection>,
  effect: Effect & { readonly type: "entries" },
  push: Push,
  speak: Speak,
): void {
  const { room, entries, lines, audience } = effect;
  const answersByPeer = new Map<ConnectionId, SaidAnswer[]>();
  for (const answer of effect.answers) {
    const answers = answersByPeer.get(answer.to);
    if (answers) answers.push(answer);
    else answersByPeer.set(answer.to, [answer]);
  }
  const runs = new Map<Variant, EncodedEntries>();
  for (const id of audience) {
    const connection = connections.get(id);
    if (!connection) continue;
    const { variant } = connection.codec;
    let run = runs.get(variant);
    if (!run) runs.set(variant, run = variant.encodeEntries(room, entries, lines));
    const answers = answersByPeer.get(id);
    if (!answers) push(connection, run.bytes);
    else interleave(connection, effect, run, answers, push, speak);
  }
  for (const [id, answers] of answersByPeer) {
    const connection = audience.has(id) ? undefined : connections.get(id);
    if (connection) { for (const answer of answers) pushSaid(connection, effect, answer, push, speak); }
  }
}

/** Frames of a run with the peer's own ones replaced by their `said`: it sees one order like everybody else. */
function interleave(
  connection: Connection,
  effect: Effect & { readonly type: "entries" },
  run: EncodedEntries,
  answers: readonly SaidAnswer[],
  push: Push,
  speak: Speak,
): void {
  let from = 0;
  for (const answer of answers) {
    const start = answer.index === 0 ? 0 : run.ends[answer.index - 1] ?? 0;
    if (start > from) push(connection, run.bytes.subarray(from, start));
    pushSaid(connection, effect, answer, push, speak);
    from = run.ends[answer.index] ?? run.bytes.length;
  }
  if (from < run.bytes.length) push(connection, run.bytes.subarray(from));
}

function pushSaid(
  connection: Connection,
  { room, entries }: Effect & { readonly type: "entries" },
  answer: SaidAnswer,
  push: Push,
  speak: Speak,
): void {
  const entry = entries[answer.index];
  if (!entry) return;
  const { seq, at } = entry;
  const event = answer.act ? { type: "ok", seq } as const : { type: "said", room, seq, at } as const;
  push(connection, connection.codec.encodeReply(event, answer.ref));
  if (connection.speaksUp) speak(connection);
}
