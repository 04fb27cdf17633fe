// The messages of the conversation that is looked at, and the geometry that scrolling goes by: both see the same rows.
import { fold } from "../../chat/names.ts";
import type { Area } from "../../tui/area.ts";
import { isKnown } from "../conversation.ts";
import type { Line, PresenceChange } from "../line.ts";
import type { Model } from "../model.ts";
import { keysOf } from "../queue.ts";
import { isHidden } from "./filters.ts";
import { callerFor } from "./highlight.ts";
import { settingOf } from "./settings.ts";
import { type Conversation, shownLines } from "./conversation.ts";
import { frontOf, type Stage } from "./stage.ts";
import { type Theme, themeFor } from "./theme.ts";
import { idOfSeq, lastIdOf, lineAt, type Transcript } from "./transcript.ts";
import { type Lines, type ViewContext, type Viewport, viewportOf } from "./viewport.ts";

/** Waiting messages that are shown. */
const PENDING_MAX = 20;
/** Members up to whom every coming and going is told. */
const SMALL_ROOM = 10;
/** How long somebody who spoke is missed, and how soon after coming one must speak to be announced. */
const SPOKE_MS = 5 * 60_000;
const SPEAKS_MS = 30 * 60_000;

/** The look of the screen as a whole. */
export function themeOf({ settings, depth, light }: Stage): Theme {
  return themeFor({ name: settings.theme, depth, light });
}

/** The lines that are looked at, with what is not sent yet below them. */
export function frontLines(stage: Stage, model: Model): Lines {
  const conversation = frontOf(stage);
  const shown = shownLines(conversation);
  if (conversation.past) return linesOf(shown, []);
  const waiting = model.queue.items.filter(({ command }) => isFor(command, stage, model)).slice(0, PENDING_MAX);
  // What is said now has the time of the last line: nobody knows yet when it will be stored.
  return linesOf(shown, waiting.map(({ command: { text } }): Line => ({ type: "pending", text, at: NaN })));
}

/** Everything that rows depend on. */
export function contextOf(stage: Stage, model: Model, width: number): ViewContext {
  const conversation = frontOf(stage);
  const words = settingOf(stage.settings, "highlight").split(",");
  return {
    width,
    theme: themeOf(stage),
    me: model.nick,
    caller: callerFor(model.nick === undefined ? words : [model.nick, ...words]),
    key: stage.front,
    folding: {
      mode: stage.allPresence ? "all" : modeOf(settingOf(stage.settings, "joins")),
      isFitting: (change) => isFitting(change, conversation, model),
    },
    hit: conversation.hit,
    bare: stage.bare,
    isHidden: (line) => isHidden(stage.settings, line),
    picked: stage.panel?.type === "message" ? stage.panel.id : undefined,
    mark: conversation.past ? markIn(conversation.past, conversation) : conversation.mark,
  };
}

/** Where the unread line stands in another part of the history. */
function markIn(past: Transcript, { mark, readUpTo }: Conversation): number | undefined {
  return mark === undefined || readUpTo === undefined ? undefined : idOfSeq(past, readUpTo + 1);
}

/** What is in sight. */
export function frontViewport(
  stage: Stage,
  model: Model,
  { rows, columns }: { rows: number; columns: number },
): Viewport {
  return viewportOf(frontLines(stage, model), frontOf(stage).anchor, rows, contextOf(stage, model, columns));
}

/** Draws what is in sight; few lines stand at the bottom, where one is typing. */
export function drawMessages(area: Area, viewport: Viewport): void {
  const top = area.rows - viewport.rows.length;
  for (const [index, { row }] of viewport.rows.entries()) area.putSpans(top + index, 0, row);
}

function linesOf(transcript: Transcript, more: readonly Line[]): Lines {
  const last = lastIdOf(transcript);
  return {
    firstId: transcript.firstId,
    lastId: last + more.length,
    at: (id) => id > last ? more[id - last - 1] : lineAt(transcript, id),
  };
}

function isFor(command: Parameters<typeof keysOf>[0], stage: Stage, model: Model): boolean {
  const keys = keysOf(command);
  return keys.length === 0 || keys.includes(stage.front) || !keys.some((key) => isOpen(stage, model, key));
}

/** A message to somebody without a conversation yet waits where it was typed. */
function isOpen(stage: Stage, model: Model, key: string): boolean {
  return stage.conversations.has(key) || model.rooms.has(key.replace(/^room:/, ""));
}

function modeOf(value: string): "smart" | "all" | "none" {
  return value === "all" || value === "none" ? value : "smart";
}

/** Whether somebody's coming or going is worth a word: in a small room always, else of those who talk. */
function isFitting({ nick, kind, at }: PresenceChange, { place, spokeAt }: Conversation, model: Model): boolean {
  const room = place?.type === "room" ? model.rooms.get(fold(place.name)) : undefined;
  if (!room || room.count <= SMALL_ROOM || model.met.has(fold(nick)) && isKnown(model, nick)) return true;
  const spoke = spokeAt.get(fold(nick));
  if (spoke === undefined) return false;
  return kind === "joined" ? spoke >= at && spoke - at < SPEAKS_MS : at - spoke < SPOKE_MS;
}
