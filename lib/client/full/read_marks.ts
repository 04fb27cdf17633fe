// How far each conversation was read: what was read on another connection is not new here, and the other way round.
import { isAct, type Line, seqOf } from "../line.ts";
import type { Model } from "../model.ts";
import type { News, Wish } from "../wish.ts";
import { type Conversation, wordsOf } from "./conversation.ts";
import { frontOf, isInSight, putConversation, type Stage } from "./stage.ts";
import { idWhere, seqAtEnd } from "./transcript.ts";

/** Between two marks that are told: a room that talks without end must not have the client talk as much. */
const TELL_MS = 2_000;

/** Takes a mark that was heard. */
export function takeMark(stage: Stage, { key, seq, asked }: News & { readonly type: "read" }): Stage {
  const conversation = stage.conversations.get(key);
  if (!conversation) return stage;
  const count = countAfter(conversation, seq);
  const first = firstAfter(conversation, seq);
  const inSight = key === stage.front && isInSight(stage);
  if (asked) {
    // Whoever never read anything here is new: nothing of it was missed.
    if (seq === 0) return stage;
    return putConversation(stage, { ...conversation, readUpTo: seq, mark: first, unread: inSight ? 0 : count });
  }
  if (count >= conversation.unread) return stage;
  const called = Math.min(conversation.called, count);
  // The line stays while somebody looks at it.
  const mark = key === stage.front ? conversation.mark : first;
  return putConversation(stage, { ...conversation, readUpTo: seq, mark, unread: count, called });
}

/** Where the unread line stands among older lines that came in above. */
export function markAmong(conversation: Conversation): number | undefined {
  const { mark, readUpTo } = conversation;
  return mark === undefined || readUpTo === undefined ? mark : firstAfter(conversation, readUpTo) ?? mark;
}

function firstAfter({ lines, place }: Conversation, seq: number): number | undefined {
  return idWhere(lines, (line) => isNewer(line, place?.type, seq));
}

function countAfter({ lines, place }: Conversation, seq: number): number {
  let count = 0;
  for (const chunk of lines.chunks) for (const line of chunk) if (isNewer(line, place?.type, seq)) count++;
  return count;
}

/** Words of others in this very conversation: copies of private ones stand in a room, too. */
function isNewer(line: Line, place: string | undefined, seq: number): boolean {
  const fits = place === "room" ? line.type === "said" && !isAct(line) : line.type === "direct";
  return fits && "mine" in line && !line.mine && (seqOf(line) ?? 0) > seq;
}

/** Decides when it is told what was read. */
export class ReadMarks {
  readonly #told = new Map<string, number>();
  #whose = "";
  #toldAt = -Infinity;

  /** What is to be told now; `mono` is a clock that only goes forward. */
  wish(stage: Stage, { phase, session }: Model, mono: number): Wish | undefined {
    if (phase.type !== "online" || session?.account === undefined || !isInSight(stage)) return undefined;
    const { key, place, lines } = frontOf(stage);
    const whose = `${session.serverId} ${session.account}`;
    if (whose !== this.#whose) this.#told.clear();
    this.#whose = whose;
    const seq = place && seqAtEnd(lines, -1, wordsOf(place));
    if (place === undefined || seq === undefined || seq <= (this.#told.get(key) ?? 0)) return undefined;
    if (mono - this.#toldAt < TELL_MS) return undefined;
    this.#toldAt = mono;
    this.#told.set(key, seq);
    return { type: "read", place, seq };
  }
}
