// Small tools of the update: a step is a model with wants, and steps are put one after the other.
import type { Command } from "../chat/command.ts";
import { fold } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import type { Step as StepOf, Want } from "./action.ts";
import { isAct, type Line } from "./line.ts";
import type { Ask } from "./ask.ts";
import type { Model } from "./model.ts";
import { append, EMPTY_SCROLL } from "./scroll.ts";

export type Step = StepOf<Model>;

export function step(model: Model, ...wants: readonly Want[]): Step {
  return { model, wants };
}

/** Goes on from a step with each of the following, in order. */
export function chain(first: Step, ...following: readonly ((model: Model) => Step)[]): Step {
  return following.reduce((before, next) => {
    const after = next(before.model);
    return { model: after.model, wants: [...before.wants, ...after.wants] };
  }, first);
}

/** The model with some fields changed. */
export function change(model: Model, fields: Partial<Model>): Model {
  return { ...model, ...fields };
}

/** Asks the server for something; its answer is known again by what is in `ask`. */
export function request(model: Model, command: Command, ask: Ask): Step {
  const ref = `${model.setup.refPrefix}${model.refs + 1}`;
  const asked = new Map(model.asked).set(ref, ask);
  return step(change(model, { refs: model.refs + 1, asked }), { type: "send", command, ref });
}

/** Prints a line, and keeps it in the transcripts of `conversations`. */
export function show(model: Model, line: Line, ...conversations: readonly (string | undefined)[]): Step {
  if (isIgnored(model, line)) return step(model);
  let scrolls = model.scrolls;
  const keys = conversations.filter((key) => key !== undefined);
  for (const key of keys) {
    if (scrolls.size >= SCROLLS_MAX && !scrolls.has(key)) scrolls = withoutOldest(scrolls);
    scrolls = new Map(scrolls).set(key, append(scrolls.get(key) ?? EMPTY_SCROLL, line));
  }
  return step(scrolls === model.scrolls ? model : change(model, { scrolls }), { type: "print", line, keys });
}

/** Strangers may write from any number of names. */
const SCROLLS_MAX = 500;

function withoutOldest(scrolls: Model["scrolls"]): Model["scrolls"] {
  const fewer = new Map(scrolls);
  fewer.delete(fewer.keys().next().value ?? "");
  return fewer;
}

/** True for the words of somebody who is not listened to. */
function isIgnored({ ignored }: Model, line: Line): boolean {
  return ignored.size > 0 && "from" in line && !line.mine && !isAct(line) && ignored.has(fold(line.from));
}

/** Says that something happened. */
export function notice(model: Model, moment: Moment, text: string, conversation?: string): Step {
  return show(model, { type: "notice", text, at: moment.at }, conversation);
}

/** Says what was not done and what to do. Where nobody sits at a terminal, the program will end with 1. */
export function problem(model: Model, moment: Moment, text: string): Step {
  return show(change(model, { failed: true }), { type: "problem", text, at: moment.at });
}

/** Says that a message did not go; the full screen shows it where it was written. */
export function unsent(
  model: Model,
  moment: Moment,
  text: string,
  { message, keys }: { readonly message: string; readonly keys: readonly string[] },
): Step {
  const line = { type: "problem", text, at: moment.at, unsent: message } as const;
  return step(change(model, { failed: true }), { type: "print", line, keys });
}

/** Prints rows of ours as they are. */
export function block(model: Model, ...rows: readonly string[]): Step {
  return show(model, { type: "block", rows });
}
