// Pages of the history take their place: before what is here, after it, or as another part that is looked at.
import { roomKey } from "../conversation.ts";
import { type Line, type SaidLine, seqOf } from "../line.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import type { News } from "../wish.ts";
import { fillGap, gapBefore } from "./gaps.ts";
import { markAmong } from "./read_marks.ts";
import { scrolledOn, showLine } from "./scrolling.ts";
import { keyOfPlace } from "./places.ts";
import { type Conversation, shownLines, wordsOf } from "./conversation.ts";
import { putConversation, type Stage } from "./stage.ts";
import {
  bounded,
  extend,
  idOfSeq,
  prepend,
  seqAtEnd,
  type Transcript,
  TRANSCRIPT_LINES_MAX,
  transcriptOf,
} from "./transcript.ts";

type Page = News & { readonly type: "page" };

/** Takes a page; one that fits nowhere any more is let go. */
export function takePage(stage: Stage, model: Model, page: Page): Stage {
  const conversation = stage.conversations.get(keyOfPlace(page.place));
  const awaited = conversation?.paging;
  if (!conversation || awaited?.span.seq !== page.span.seq || awaited.span.side !== page.span.side) return stage;
  const waiting = { ...conversation, paging: undefined };
  if (page.failed) return failed(stage, waiting);
  switch (page.span.side) {
    case "before": {
      const gap = gapBefore(waiting, page.span.seq);
      if (gap !== undefined) return fillGap(stage, model, waiting, gap, page);
      const placed = putConversation(stage, withOlder(waiting, page));
      const goOn = awaited.rows > 0 && stage.front === conversation.key && page.lines.length > 0;
      return goOn ? scrolledOn(placed, model, awaited.rows) : placed;
    }
    case "after":
      return putConversation(stage, withNewer(waiting, page));
    case "around":
      return elsewhere(stage, model, waiting, page);
    default:
      return unreachable(page.span.side);
  }
}

/** Of whom no words are kept, none are asked for again. */
function failed(stage: Stage, conversation: Conversation): Stage {
  if (conversation.place?.type !== "room") return putConversation(stage, { ...conversation, begun: true });
  return { ...putConversation(stage, conversation), hint: "The history could not be read; try again" };
}

function withOlder(conversation: Conversation, { lines, more, span }: Page): Conversation {
  const shown = shownLines(conversation);
  // Whoever has gone back to the newest lines meanwhile has no place for older ones of another part.
  if ((seqAtEnd(shown, 1, wordsOf(conversation.place)) ?? span.seq) !== span.seq) return conversation;
  const older = prepend(shown, lines.filter(isOlderThan(shown, conversation)));
  const begun = !more;
  if (conversation.past) return { ...conversation, begun, past: bounded(older, "newest") };
  // What is said now keeps its room: far back one looks at a part of its own.
  if (older.length > TRANSCRIPT_LINES_MAX) return { ...conversation, begun, past: bounded(older, "newest") };
  const longer = { ...conversation, begun, lines: older };
  return { ...longer, mark: markAmong(longer) };
}

/** One's own words to somebody are shown before their place is known: these are told apart by their time and text. */
function isOlderThan(shown: Transcript, { place }: Conversation): (line: Line) => boolean {
  const first = seqAtEnd(shown, 1, wordsOf(place)) ?? Infinity;
  const own = new Set<string>();
  for (const line of shown.chunks.flat()) {
    if (line.type === "direct" && line.mine && line.seq === undefined) own.add(`${line.at} ${line.text}`);
  }
  return (line) =>
    (seqOf(line) ?? 0) < first && !(line.type === "direct" && line.mine && own.has(`${line.at} ${line.text}`));
}

function withNewer(conversation: Conversation, { lines, span }: Page): Conversation {
  const { past } = conversation;
  const last = past && seqAtEnd(past, -1);
  if (!past || last !== span.seq) return conversation;
  const newer = lines.filter((line) => (seqOf(line) ?? 0) > last);
  return { ...conversation, past: bounded(extend(past, newer), "oldest"), begun: false };
}

function elsewhere(stage: Stage, model: Model, conversation: Conversation, { lines, span, more }: Page): Stage {
  const past = transcriptOf(lines);
  const id = idOfSeq(past, span.seq);
  if (id === undefined) return { ...putConversation(stage, conversation), hint: "That is no longer kept" };
  const placed = putConversation(stage, { ...conversation, past, begun: !more, hit: span.seq, anchor: { id, row: 0 } });
  return stage.front === conversation.key ? showLine(placed, model, id) : placed;
}

/** Goes to an entry of the history: here, or with what stands around it. */
export function goToEntry(stage: Stage, model: Model, { room, seq }: SaidLine): { stage: Stage; ask: boolean } {
  const key = roomKey(room);
  const conversation = stage.conversations.get(key);
  if (!conversation || seq === undefined) return { stage, ask: false };
  const id = idOfSeq(conversation.lines, seq);
  if (id !== undefined) {
    const here = putConversation(stage, { ...conversation, past: undefined, hit: seq, anchor: { id, row: 0 } });
    return { stage: stage.front === key ? showLine(here, model, id) : here, ask: false };
  }
  const paging = { span: { side: "around", seq }, rows: 0 } as const;
  return { stage: putConversation(stage, { ...conversation, paging }), ask: true };
}
