// What an input leads to on the full screen: the next stage, and what is to be done for it.
import type { Action } from "../action.ts";
import type { Place } from "../wish.ts";
import type { Settings } from "./settings.ts";
import type { Stage } from "./stage.ts";

export type StageEffect =
  /** Something for the logic: a typed line, a wish. */
  | { readonly type: "act"; readonly action: Action }
  /** Somebody calls while nobody looks. */
  | { readonly type: "call"; readonly key: string; readonly from: string; readonly text: string }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "save"; readonly settings: Settings }
  | { readonly type: "redraw" }
  | { readonly type: "suspend" };

export interface StageStep {
  readonly stage: Stage;
  readonly effects: readonly StageEffect[];
}

export function stageStep(stage: Stage, ...effects: readonly StageEffect[]): StageStep {
  return { stage, effects };
}

/** A typed line, as if Enter had been pressed. */
export function lineEffect(text: string): StageEffect {
  return { type: "act", action: { type: "line", text } };
}

/** Brings a conversation to the front. */
export function openEffect(place: Place): StageEffect {
  return { type: "act", action: { type: "wish", wish: { type: "open", place } } };
}

/** A text for whoever is in front, which is never a command. */
export function sayEffect(text: string): StageEffect {
  return { type: "act", action: { type: "wish", wish: { type: "say", text } } };
}

/** Keeps changed settings. */
export function withSettings(stage: Stage, settings: Settings, hint?: string): StageStep {
  return stageStep({ ...stage, settings, hint: hint ?? stage.hint }, { type: "save", settings });
}

/** The stage with something to say in the status row. */
export function hinted(stage: Stage, hint: string): StageStep {
  return stageStep({ ...stage, hint });
}
