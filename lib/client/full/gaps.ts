// Holes in a conversation: lines that were missed and are only fetched when somebody wants them. A hole is a line of
// the transcript, with a row of its own; what is fetched stands below it, and the rest of the hole above.
import { type GapLine, type Line, seqOf } from "../line.ts";
import type { Model } from "../model.ts";
import type { PageSpan } from "../wish.ts";
import { contextOf, frontLines, frontViewport } from "./message_view.ts";
import { layoutOf } from "./layout.ts";
import type { Anchor, Conversation } from "./conversation.ts";
import { changeFront, frontOf, putConversation, type Stage } from "./stage.ts";
import { type StageStep, stageStep } from "./stage_step.ts";
import { bounded, idOfGap, lineAt, replaceAt } from "./transcript.ts";
import { up } from "./viewport.ts";

/** The last hole in sight, as a number. */
export function gapInSight(stage: Stage, model: Model): number | undefined {
  if (stage.page || frontOf(stage).past) return undefined;
  const lines = frontLines(stage, model);
  const { rows } = frontViewport(stage, model, layoutOf(stage, model).messages);
  return rows.findLast(({ id }) => lines.at(id)?.type === "gap")?.id;
}

/** Asks for the end of a hole: what stood right before what is there. */
export function loadGap(stage: Stage, id: number): StageStep {
  const front = frontOf(stage);
  const gap = lineAt(front.lines, id);
  if (gap?.type !== "gap" || front.paging) return stageStep(stage);
  const span: PageSpan = { side: "before", seq: gap.before };
  return stageStep(changeFront(stage, { paging: { span, rows: 0 } }), {
    type: "act",
    action: { type: "wish", wish: { type: "page", place: { type: "room", name: gap.room }, span } },
  });
}

/** The hole that a page before this seq belongs to. */
export function gapBefore({ lines }: Conversation, seq: number): number | undefined {
  return idOfGap(lines, seq);
}

/** Puts a page into its hole, and keeps what stands below it where it is on the screen. */
export function fillGap(
  stage: Stage,
  model: Model,
  conversation: Conversation,
  id: number,
  { lines, more }: { readonly lines: readonly Line[]; readonly more: boolean },
): Stage {
  const gap = lineAt(conversation.lines, id);
  if (gap?.type !== "gap") return putConversation(stage, conversation);
  const fresh = lines.filter((line) => (seqOf(line) ?? 0) > gap.after && (seqOf(line) ?? Infinity) < gap.before);
  const first = fresh[0] && seqOf(fresh[0]);
  const rest: readonly GapLine[] = more && first !== undefined && first > gap.after + 1
    ? [{ ...gap, before: first }]
    : [];
  const shift = rest.length + fresh.length - 1;
  const moved = (at: number) => at <= id ? at - shift : at;
  const filled: Conversation = {
    ...conversation,
    lines: bounded(replaceAt(conversation.lines, id, [...rest, ...fresh]), "oldest"),
    mark: conversation.mark === undefined ? undefined : moved(conversation.mark),
    anchor: conversation.anchor && { ...conversation.anchor, id: moved(conversation.anchor.id) },
  };
  const placed = putConversation(stage, filled);
  if (stage.front !== conversation.key) return placed;
  return changeFront(placed, { anchor: anchorBelow(stage, placed, model, id) ?? filled.anchor });
}

/** What is to stand on top, so that what is below the hole stays where it was; `undefined` where none of it is in sight. */
function anchorBelow(before: Stage, after: Stage, model: Model, id: number): Anchor | undefined {
  const area = layoutOf(before, model).messages;
  const { rows } = frontViewport(before, model, area);
  // The first line below may lose the date above it: the second one is the surer mark.
  for (const mark of [id + 2, id + 1]) {
    const row = rows.findIndex((each) => each.id === mark);
    if (row >= 0) return up(frontLines(after, model), { id: mark, row: 0 }, row, contextOf(after, model, area.columns));
  }
  return undefined;
}
