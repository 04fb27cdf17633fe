// Pages of the history take their place: before what is here, after it, or as another part that is looked at.
import { roomKey } from "../conversation.ts";
import type { SaidLine } from "../line.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import type { News } from "../wish.ts";
import { fillGap, gapBefore } from "./gaps.ts";
import { markAmong } from "./read_marks.ts";
import { scrolledOn, showLine } from "./scrolling.ts";
import { type Conversation, putConversation, shownLines, type Stage } from "./stage.ts";
import { bounded, extend, idOfSeq, prepend, seqAtEnd, TRANSCRIPT_LINES_MAX, transcriptOf } from "./transcript.ts";

type Page = News & { readonly type: "page" };

/** Takes a page; one that fits nowhere any more is let go. */
export function takePage(stage: Stage, model: Model, page: Page): Stage {
  const conversation = stage.conversations.get(roomKey(page.room));
  const awaited = conversation?.paging;
  if (!conversation || awaited?.span.seq !== page.span.seq || awaited.span.side !== page.span.side) return stage;
  const waiting = { ...conversation, paging: undefined };
  if (page.failed) return { ...putConversation(stage, waiting), hint: "The history could not be read; try again" };
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

function withOlder(conversation: Conversation, { lines, more }: Page): Conversation {
  const shown = shownLines(conversation);
  const first = seqAtEnd(shown, 1) ?? Infinity;
  const older = prepend(shown, lines.filter(({ seq = 0 }) => seq < first));
  const begun = !more;
  if (conversation.past) return { ...conversation, begun, past: bounded(older, "newest") };
  // What is said now keeps its room: far back one looks at a part of its own.
  if (older.length > TRANSCRIPT_LINES_MAX) return { ...conversation, begun, past: bounded(older, "newest") };
  const longer = { ...conversation, begun, lines: older };
  return { ...longer, mark: markAmong(longer) };
}

function withNewer(conversation: Conversation, { lines }: Page): Conversation {
  const { past } = conversation;
  if (!past) return conversation;
  const last = seqAtEnd(past, -1) ?? 0;
  const newer = lines.filter(({ seq = 0 }) => seq > last);
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
