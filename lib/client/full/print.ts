// Printed lines find their conversations, and what was not seen is counted.
import { fold } from "../../chat/names.ts";
import { groupKey, personKey, roomKey } from "../conversation.ts";
import { gapCount, isAct, type Line, type PresenceChange } from "../line.ts";
import type { Model } from "../model.ts";
import type { Place } from "../wish.ts";
import { isHidden } from "./filters.ts";
import { attentionOf } from "./attention.ts";
import { tidy } from "./message_text.ts";
import { toBottom } from "./scrolling.ts";
import { settingOf } from "./settings.ts";
import { type Conversation, newConversation } from "./conversation.ts";
import { HOME, isInSight, putConversation, type Stage } from "./stage.ts";
import { type StageStep, stageStep } from "./stage_step.ts";
import { append, EMPTY_TRANSCRIPT, lastIdOf, lineAt, seqAtEnd } from "./transcript.ts";

/** People whose last words are remembered, in each conversation. */
const SPOKE_MAX = 500;
/** Words of one's own that are looked through for names. */
const WORDS_MAX = 100;
/** Conversations that are kept. */
const CONVERSATIONS_MAX = 300;

/** Takes a printed line. */
export function printed(stage: Stage, model: Model, line: Line, keys: readonly string[]): StageStep {
  // What waits is shown from the queue, as long as it does.
  if (line.type === "pending") return stageStep(stage);
  // What was not said begins no conversation: it is told where it was typed.
  const own = keys.filter((key) => isThere(model, key) && (line.type !== "problem" || stage.conversations.has(key)));
  // What was not sent is to be known wherever one looks, not only where it would have stood.
  const copied = line.type === "problem" || (line.type === "direct" && settingOf(stage.settings, "copies") === "on");
  const all = own.length === 0 || (copied && !own.includes(stage.front)) ? [...own, stage.front] : own;
  const { calls, rings } = attentionOf(stage, model, line, own);
  const addressed = membersNamed(model, line);
  const known = line.type === "presence" ? line.changes.reduce(followed, stage) : stage;
  const after = all.reduce((before, key) => {
    const there = before.conversations.get(key) ?? newConversation(key, placeOf(key, line, model));
    // A copy in front is for the eye: it counts where it belongs.
    const counts = own.length === 0 || own.includes(key);
    return putConversation(before, take(there, line, before, { calls, counts, addressed }));
  }, known);
  // What somebody asked for just now is to be seen, wherever they look.
  const isAnswer = own.length === 0 && (line.type === "block" || line.type === "problem");
  const bounded = withinBounds(isAnswer ? toBottom(after) : after);
  const seen = all.includes(stage.front) && isInSight(stage);
  return rings && !seen && "from" in line
    ? stageStep(bounded, { type: "call", key: own[0] ?? stage.front, from: tidy(line.from), text: tidy(line.text) })
    : stageStep(bounded);
}

/** Rows of ours, in the conversation that is looked at. */
export function rowsSaid(stage: Stage, model: Model, rows: readonly string[]): StageStep {
  return printed(stage, model, { type: "block", rows }, []);
}

/** A conversation goes with whoever takes another name. */
function followed(stage: Stage, { kind, nick, to }: PresenceChange): Stage {
  const old = stage.conversations.get(personKey(nick));
  const key = personKey(to ?? nick);
  const there = stage.conversations.get(key);
  if (kind !== "renamed" || to === undefined || !old || (there && there.lines.length > 0)) return stage;
  const conversations = new Map(stage.conversations);
  conversations.delete(old.key);
  conversations.set(key, { ...old, key, place: { type: "person", name: to } });
  return { ...stage, conversations };
}

/** Strangers may write from any number of names: what was read longest ago goes. */
function withinBounds(stage: Stage): Stage {
  if (stage.conversations.size <= CONVERSATIONS_MAX) return stage;
  const others = [...stage.conversations.values()].filter(({ key, place }) =>
    place?.type === "person" && key !== stage.front
  );
  const gone = others.find(({ unread }) => unread === 0) ?? others[0];
  if (!gone) return stage;
  const conversations = new Map(stage.conversations);
  conversations.delete(gone.key);
  return { ...stage, conversations };
}

/** The front's lines are gone from the screen; the server still has them. */
export function cleared(stage: Stage): Stage {
  const front = stage.conversations.get(stage.front);
  if (!front) return stage;
  const firstId = lastIdOf(front.lines) + 1;
  const lines = { ...EMPTY_TRANSCRIPT, firstId };
  return putConversation(stage, { ...front, lines, past: undefined, anchor: undefined, mark: undefined, begun: false });
}

interface Taking {
  readonly calls: boolean;
  readonly counts: boolean;
  /** Whom one's own words name. */
  readonly addressed: readonly string[];
}

function take(
  conversation: Conversation,
  line: Line,
  stage: Stage,
  { calls, counts, addressed }: Taking,
): Conversation {
  const began = startsAnew(conversation, line)
    ? { ...conversation, lines: EMPTY_TRANSCRIPT, begun: false }
    : conversation;
  const lines = append(began.lines, line);
  const id = lastIdOf(lines);
  const seen = conversation.key === stage.front && isInSight(stage);
  const mine = "mine" in line && line.mine;
  const spokeAt = line.type === "said" && !isAct(line)
    ? [...(mine ? addressed : []), line.from].reduce((all, nick) => spoke(all, nick, line.at), began.spokeAt)
    : began.spokeAt;
  const next = { ...began, lines, spokeAt };
  // Whoever answers has read.
  if (mine) return { ...next, mark: undefined, unread: 0, called: 0 };
  // What was missed begins with a line of its own, whoever sat before the screen meanwhile.
  const previous = lineAt(began.lines, id - 1);
  if (seen && isMissed(line)) return previous && isMissed(previous) ? next : { ...next, mark: id, readUpTo: undefined };
  const count = newsIn(line);
  if (seen || !counts || count === 0 || isHidden(stage.settings, line)) return next;
  const mark = began.mark ?? id;
  // An older mark belongs to an older line.
  const readUpTo = began.mark === undefined ? undefined : began.readUpTo;
  return { ...next, mark, readUpTo, unread: began.unread + count, called: began.called + (calls ? 1 : 0) };
}

/** Said while the link was lost. */
function isMissed(line: Line): boolean {
  return line.type === "gap" || (line.type === "said" && line.missed === true);
}

/** How many words of others are new: live, or missed while the link was lost. */
function newsIn(line: Line): number {
  if (line.type === "gap") return gapCount(line);
  if (!("from" in line) || line.mine || isAct(line)) return 0;
  return line.type !== "said" || !line.old || line.missed === true ? 1 : 0;
}

/** A room that came back with another history, or was left and entered again. */
function startsAnew({ lines }: Conversation, line: Line): boolean {
  if (line.type !== "said" || line.seq === undefined) return false;
  const last = seqAtEnd(lines, -1);
  return last !== undefined && line.seq <= last;
}

/** Whom one names one talks with: whether they stay is of interest, as if they had spoken. */
function membersNamed({ rooms }: Model, line: Line): readonly string[] {
  if (line.type !== "said" || !line.mine || line.old) return [];
  const members = rooms.get(fold(line.room))?.members;
  const words = line.text.split(/[\s,:;.!?@]+/).slice(0, WORDS_MAX);
  return words.filter((word) => word !== "" && members?.has(fold(word)));
}

function spoke(before: Conversation["spokeAt"], nick: string, at: number): Conversation["spokeAt"] {
  const after = new Map(before);
  // The one who spoke last stands last, so the first is the one to be forgotten.
  after.delete(fold(nick));
  after.set(fold(nick), at);
  if (after.size > SPOKE_MAX) after.delete(after.keys().next().value ?? "");
  return after;
}

/** Rooms that one is not in any more have no place on the screen. */
function isThere(model: Model, key: string): boolean {
  return !key.startsWith("room:") || model.rooms.has(key.slice("room:".length));
}

/** The place behind a key, in the spelling that the line has. */
function placeOf(key: string, line: Line, model: Model): Place | undefined {
  if (key === HOME) return undefined;
  const folded = key.slice(key.indexOf(":") + 1);
  if (key === roomKey(folded)) return { type: "room", name: model.rooms.get(folded)?.name ?? folded };
  if (key === groupKey(folded)) return { type: "group", name: model.groups.get(folded)?.group ?? folded };
  const names = line.type === "direct" ? [line.from, ...line.to] : [...model.met.values()];
  return { type: "person", name: names.find((name) => personKey(name) === key) ?? folded };
}
