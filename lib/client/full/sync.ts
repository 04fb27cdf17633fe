// The stage follows the model: which conversation is in front is decided there.
import { frontKey } from "../conversation.ts";
import type { Model } from "../model.ts";
import type { Place } from "../wish.ts";
import { atPlace, withoutPlace } from "../../tui/editor.ts";
import { atSecretOr } from "./secret_input.ts";
import { type Conversation, newConversation } from "./conversation.ts";
import { frontOf, HOME, isInSight, putConversation, type Stage } from "./stage.ts";

/** The stage as the model now has it. */
export function synced(stage: Stage, model: Model): Stage {
  const left = withoutLeft(stage, model);
  const kept = model.phase.type === "online" ? left : withoutPaging(left);
  const front = frontKey(model) ?? HOME;
  const moved = front === kept.front ? kept : movedTo(kept, front, model);
  const editor = atSecretOr(moved.editor, model, front);
  return read(editor === moved.editor ? moved : { ...moved, editor });
}

/** What is in sight counts as read. */
export function read(stage: Stage): Stage {
  const front = frontOf(stage);
  return isInSight(stage) && front.unread > 0 ? putConversation(stage, { ...front, unread: 0, called: 0 }) : stage;
}

/** The unread line goes with whoever leaves; coming back, one finds what is new. */
function movedTo(stage: Stage, front: string, model: Model): Stage {
  const left: Conversation | undefined = stage.conversations.get(stage.front);
  const before = left ? putConversation(stage, { ...left, mark: left.unread > 0 ? left.mark : undefined }) : stage;
  const place = placeInFront(model);
  const known = before.conversations.get(front) ?? newConversation(front, place);
  const there = putConversation(before, { ...known, place: known.place ?? place });
  return { ...there, front, page: undefined, editor: atPlace(there.editor, front) };
}

function placeInFront(model: Model): Place | undefined {
  const { talk, current } = model;
  if (talk?.type === "group") return { type: "group", name: talk.group };
  if (talk) return { type: "person", name: talk.to[0] ?? "" };
  const room = current === undefined ? undefined : model.rooms.get(current);
  return room && { type: "room", name: room.name };
}

/** What was asked for over a link that is gone is never answered. */
function withoutPaging(stage: Stage): Stage {
  const waiting = [...stage.conversations.values()].filter(({ paging }) => paging !== undefined);
  return waiting.reduce((before, each) => putConversation(before, { ...each, paging: undefined }), stage);
}

/** Rooms that were left are gone: whoever comes back is given their history anew. */
function withoutLeft(stage: Stage, model: Model): Stage {
  const gone = [...stage.conversations.values()].filter(({ place, key }) =>
    place?.type === "room" && !model.rooms.has(key.slice("room:".length))
  );
  if (gone.length === 0) return stage;
  const conversations = new Map(stage.conversations);
  let { editor } = stage;
  for (const { key } of gone) {
    conversations.delete(key);
    if (key !== stage.front) editor = withoutPlace(editor, key);
  }
  return { ...stage, conversations, editor };
}
