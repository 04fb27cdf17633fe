// Handing events to audiences: each frame is encoded once per dialect variant, however many receive it.
import type { Event } from "../chat/event.ts";
import type { Effect, SaidAnswer } from "../hub/effect.ts";
import type { ConnectionId } from "../hub/input.ts";
import type { EncodedEntries, Reply, Variant } from "../wire/dialect.ts";
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
    if (connection) pushSaid(connection, effect, answers, push, speak);
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
  let next = 0;
  while (next < answers.length) {
    const first = answers[next]?.index ?? 0;
    const start = first === 0 ? 0 : run.ends[first - 1] ?? 0;
    if (start > from) push(connection, run.bytes.subarray(from, start));
    // Who says several things in a row is answered all of them at once.
    const begin = next++;
    while (answers[next]?.index === first + next - begin) next++;
    pushSaid(connection, effect, answers.slice(begin, next), push, speak);
    from = run.ends[first + next - begin - 1] ?? run.bytes.length;
  }
  if (from < run.bytes.length) push(connection, run.bytes.subarray(from));
}

function pushSaid(
  connection: Connection,
  { room, entries }: Effect & { readonly type: "entries" },
  answers: readonly SaidAnswer[],
  push: Push,
  speak: Speak,
): void {
  const { codec } = connection;
  const replies: Reply[] = [];
  for (const { index, ref, act } of answers) {
    const entry = entries[index];
    if (!entry) continue;
    const { seq, at } = entry;
    replies.push({ event: act ? { type: "ok", seq } : { type: "said", room, seq, at }, ref });
  }
  if (codec.encodeReplies) push(connection, codec.encodeReplies(replies));
  else for (const { event, ref } of replies) push(connection, codec.encodeReply(event, ref));
  if (connection.speaksUp) speak(connection);
}
