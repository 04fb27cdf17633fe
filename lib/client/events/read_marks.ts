// How far one has read: told to the server, and heard from it, so that one's other connections need not show it as new.
import type { EventOf } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import { groupKey, inGroup, personKey, roomKey } from "../conversation.ts";
import type { Ask } from "../ask.ts";
import type { Model } from "../model.ts";
import { chain, change, request, type Step, step } from "../step.ts";
import type { Place } from "../wish.ts";

/** Tells that a conversation was read up to this seq. Of guests nothing is remembered. */
export function markRead(model: Model, place: Place, seq: number): Step {
  if (model.session?.account === undefined) return step(model);
  const where = place.type === "room" ? { room: place.name } : { with: place.name };
  return request(model, { type: "read", ...where, seq }, { type: "do", done: "" });
}

/** Conversations whose marks wait to be told: strangers may write from any number of names. */
const UNMARKED_MAX = 200;

/** What is printed line after line before somebody's eyes is read; it is told once for all that came in a while. */
export function noteRead(model: Model, place: Place, seq: number | undefined): Model {
  const { setup, session } = model;
  if (seq === undefined || setup.full || !setup.person || session?.account === undefined) return model;
  const unmarked = new Map(model.unmarked).set(`${place.type} ${fold(place.name)}`, { place, seq });
  return unmarked.size > UNMARKED_MAX ? model : change(model, { unmarked });
}

/** Tells what was read since. */
export function tellRead(model: Model): Step {
  const marks = [...model.unmarked.values()];
  if (marks.length === 0) return step(model);
  return chain(
    step(change(model, { unmarked: new Map() })),
    ...marks.map(({ place, seq }) => (after: Model) => markRead(after, place, seq)),
  );
}

/** Asks how far a room was read: before one came, or meanwhile on another connection while the link was lost. */
export function askMark(model: Model, room: string, when: "before" | "meanwhile"): Step {
  if (!model.setup.full || model.session?.account === undefined) return step(model);
  return request(model, { type: "read", room }, when === "before" ? { type: "mark" } : { type: "do", done: "" });
}

/** The answer, or what another connection of one's own has read. */
export function readHeard(model: Model, event: EventOf<"read">, ask: Ask | undefined): Step {
  if (!model.setup.full) return step(model);
  const { room, with: name = "", seq } = event;
  const key = room !== undefined ? roomKey(room) : inGroup(model, name) ? groupKey(name) : personKey(name);
  const news = { type: "read", key, seq, asked: ask?.type === "mark" } as const;
  return step(model, { type: "news", news });
}
