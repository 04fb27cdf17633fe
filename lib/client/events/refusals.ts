// The server said no: what that means for what was asked, and what a person can do about it.
import type { ErrorEvent } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { accountRefused } from "./account_events.ts";
import { inGroup } from "../conversation.ts";
import { withCure } from "./cures.ts";
import { quitNow } from "../connection.ts";
import { openMenu } from "../menu.ts";
import type { Ask } from "../ask.ts";
import type { Model, Outgoing } from "../model.ts";
import { findOutgoing, giveUpRoom, keysOf, postpone, settle } from "../queue.ts";
import { notWelcome } from "./session_events.ts";
import { holdBack } from "../talk.ts";
import { chain, change, problem, type Step, step, unsent } from "../step.ts";
import { pageFailed } from "../wishes.ts";

const WAIT_MS_DEFAULT = 1_000;
const WAIT_MS_MAX = 60_000;

/** Takes a refusal; `ask` is what it answers, where that is known. */
export function refused(
  model: Model,
  moment: Moment,
  error: ErrorEvent,
  { ref, ask }: { readonly ref: string | undefined; readonly ask: Ask | undefined },
): Step {
  const outgoing = findOutgoing(model, ref);
  if (outgoing) return outgoingRefused(model, moment, error, outgoing);
  switch (ask?.type) {
    case "hello":
      return notWelcome(model, moment, error, ask.proved);
    case "account":
      return accountRefused(model, moment, error, ask);
    case "enter":
      return entranceRefused(model, moment, error, ask);
    case "fill":
    case "directory":
    case "everybody":
    case "members":
      return step(model);
    case "page":
      return pageFailed(model, ask);
    case "save-history":
      return problem(change(model, { download: undefined }), moment, `Not saved: ${error.text}`);
    default:
      return problem(model, moment, withCure(model, error, ask));
  }
}

function outgoingRefused(model: Model, moment: Moment, error: ErrorEvent, outgoing: Outgoing): Step {
  const { command, unsure, ref } = outgoing;
  if (error.code === "too-fast" || error.code === "busy") {
    return postpone(model, moment, ref, Math.min(Math.max(error.wait ?? WAIT_MS_DEFAULT, 1), WAIT_MS_MAX));
  }
  const nobody = error.code === "no-such-user" || error.code === "not-to-yourself";
  if (nobody && unsure !== undefined) return holdBack(model, moment, outgoing, unsure);
  const why = command.type === "tell" && command.group !== undefined && !inGroup(model, command.group)
    ? `${error.text} (/groups lists yours; /say sends a text to the room as it is)`
    : withCure(model, error, undefined, command.type === "say" ? command.room : undefined);
  return chain(
    unsent(model, moment, `Not sent: ${why}`, { message: command.text, keys: keysOf(command) }),
    (after) => settle(after, moment, ref),
  );
}

function entranceRefused(
  model: Model,
  moment: Moment,
  error: ErrorEvent,
  ask: Ask & { readonly type: "enter" },
): Step {
  const { room, again } = ask;
  const text = withCure(model, error, ask);
  const { person } = model.setup;
  if (!person && model.current === undefined) return quitNow(model, 1, text);
  const told = problem(model, moment, again ? `You are not in ${room} any more: ${text}` : text);
  if (again) {
    return chain(
      told,
      (after) => forgetRoom(after, moment, room),
      (after) => person ? openMenu(after) : quitNow(after, 1),
    );
  }
  return chain(
    told,
    (after) => person && after.rooms.size === 0 && after.listed.length === 0 ? openMenu(after) : step(after),
  );
}

function forgetRoom(model: Model, moment: Moment, room: string): Step {
  const rooms = new Map(model.rooms);
  rooms.delete(fold(room));
  const current = model.current === fold(room) ? rooms.keys().next().value : model.current;
  return giveUpRoom(change(model, { rooms, current }), moment, room);
}
