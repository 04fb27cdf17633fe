// What was typed and has no answer yet: one ordered queue, bounded, sent again after a lost link. The server keeps
// the order of one connection, so sending in order is enough.
import { fold } from "../chat/names.ts";
import { lengthUpTo } from "../chat/text.ts";
import { TEXT_LENGTH_MAX } from "../chat/limits.ts";
import type { Moment } from "../clock.ts";
import type { Want } from "./action.ts";
import { type Model, type Outgoing, type Queue, WINDOW_MAX } from "./model.ts";
import { groupKey, personKey, roomKey } from "./conversation.ts";
import { chain, change, problem, show, type Step, step, unsent } from "./step.ts";

/** Messages kept while there is no answer; more are refused, the oldest are never dropped. */
export const QUEUE_ITEMS_MAX = 1_000;

/** Puts a message at the end, and sends what may go. `unsure`: see {@linkcode Outgoing}. */
export function enqueue(model: Model, moment: Moment, command: Outgoing["command"], unsure?: string): Step {
  const textMax = model.session?.limits.text ?? TEXT_LENGTH_MAX;
  if (lengthUpTo(command.text, textMax) > textMax) {
    return problem(model, moment, `Not sent: it is longer than ${textMax} characters. Split it`);
  }
  if (!model.session || model.phase.type === "idle") {
    return problem(model, moment, "Not sent: you are not connected. /reconnect, or /connect HOST");
  }
  if (model.queue.items.length >= QUEUE_ITEMS_MAX) {
    return problem(model, moment, `Not sent: ${QUEUE_ITEMS_MAX} lines are waiting already`);
  }
  const ref = `${model.setup.refPrefix}${model.refs + 1}`;
  const item: Outgoing = { ref, command, sent: false, tried: false, unsure };
  const queued = change(model, {
    refs: model.refs + 1,
    queue: { ...model.queue, items: [...model.queue.items, item] },
  });
  if (model.phase.type === "online") return flush(queued, moment);
  return show(queued, { type: "pending", text: `${receiverOf(command)}${command.text}`, at: moment.at });
}

/** Sends, in order, what may be on its way: the first that must wait makes all after it wait. */
export function flush(model: Model, moment: Moment): Step {
  const { queue } = model;
  if (model.phase.type !== "online" || queue.pausedUntil > moment.mono) return step(model);
  const most = Math.min(queue.window, model.session?.limits.refs ?? 1);
  let sent = queue.items.filter((item) => item.sent).length;
  if (sent === queue.items.length || sent >= most) return step(model);
  const wants: Want[] = [];
  let blocked = false;
  const items = queue.items.map((item) => {
    if (item.sent) return item;
    blocked ||= sent >= most || !mayGo(model, item);
    if (blocked) return item;
    sent++;
    wants.push({ type: "send", command: item.command, ref: item.ref });
    return { ...item, sent: true, tried: true };
  });
  return { model: wants.length === 0 ? model : change(model, { queue: { ...queue, items } }), wants };
}

/** Takes the message with this ref out of the queue, and sends what may go now. */
export function settle(model: Model, moment: Moment, ref: string | undefined): Step {
  const items = model.queue.items.filter((item) => item.ref !== ref);
  const window = Math.min(model.queue.window + 1, WINDOW_MAX);
  return flush(change(model, { queue: { ...model.queue, items, window } }), moment);
}

/** The message with this ref, while it has no answer. */
export function findOutgoing(model: Model, ref: string | undefined): Outgoing | undefined {
  return ref === undefined ? undefined : model.queue.items.find((item) => item.ref === ref);
}

/**
 * The server said `too-fast`: it refuses all until the wait is over, so this one goes again then, and one at a time
 * until answers come.
 */
export function postpone(model: Model, moment: Moment, ref: string, waitMs: number): Step {
  const items = model.queue.items.map((item) => item.ref === ref ? { ...item, sent: false } : item);
  const queue = { items, window: 1, pausedUntil: Math.max(model.queue.pausedUntil, moment.mono + waitMs) };
  return step(change(model, { queue }), { type: "wake", ms: waitMs });
}

/** The queue after the link was lost: nothing of it is on its way any more. */
export function unsend(queue: Queue): Queue {
  return { items: queue.items.map((item) => ({ ...item, sent: false })), window: WINDOW_MAX, pausedUntil: 0 };
}

/** Gives up what was meant for a room that can't be entered again, or was left. */
export function giveUpRoom(model: Model, moment: Moment, room: string): Step {
  const isFor = (item: Outgoing) => item.command.type === "say" && fold(item.command.room ?? "") === fold(room);
  const lost = model.queue.items.filter(isFor);
  if (lost.length === 0) return step(model);
  const items = model.queue.items.filter((item) => !isFor(item));
  return chain(
    step(change(model, { queue: { ...model.queue, items } })),
    ...lost.map(({ command }) => (next: Model) => {
      const about = { message: command.text, keys: keysOf(command) };
      return unsent(next, moment, `Not sent to ${room}: ${command.text}`, about);
    }),
  );
}

/** A `say` waits until its room is joined and what was missed there is shown. */
function mayGo(model: Model, { command }: Outgoing): boolean {
  if (command.type !== "say" || command.room === undefined) return true;
  const room = model.rooms.get(fold(command.room));
  return room !== undefined && room.joined && room.back === undefined;
}

/** The conversations that a message belongs to; none for what goes to everybody. */
export function keysOf(command: Outgoing["command"]): readonly string[] {
  if (command.type === "say") return command.room === undefined ? [] : [roomKey(command.room)];
  if (command.type === "shout") return [];
  return command.group === undefined ? (command.to ?? []).map(personKey) : [groupKey(command.group)];
}

/** To whom a waiting line goes, where that is not the room. */
function receiverOf(command: Outgoing["command"]): string {
  if (command.type === "say") return "";
  return command.type === "shout" ? "to all: " : `to ${command.group ?? (command.to ?? []).join(", ")}: `;
}
