// What a line of somebody else asks of us: to be counted, marked, rung for. Each conversation has a level of its own.
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import { isHidden } from "./filters.ts";
import { callerFor } from "./highlight.ts";
import { type Level, settingOf, type Settings } from "./settings.ts";
import type { Stage } from "./stage.ts";

/** What is done about a line. */
export interface Attention {
  /** It calls us: that is marked. */
  readonly calls: boolean;
  /** It is worth a bell where it is not seen. */
  readonly rings: boolean;
}

const NONE: Attention = { calls: false, rings: false };

/** The level of a conversation, by its key. */
export function levelOf({ levels }: Settings, key: string): Level {
  return Object.hasOwn(levels, key) ? levels[key] ?? "mentions" : "mentions";
}

/** What a line asks of us in the conversations that it belongs to. */
export function attentionOf(stage: Stage, model: Model, line: Line, keys: readonly string[]): Attention {
  if (line.type !== "said" && line.type !== "direct" && line.type !== "shout") return NONE;
  if (line.mine || (line.type === "said" && line.old) || isHidden(stage.settings, line)) return NONE;
  const levels = keys.map((key) => levelOf(stage.settings, key));
  if (keys.length > 0 && levels.every((level) => level === "none")) return NONE;
  // Whoever writes to us alone calls us; in a group and a room it takes our name.
  const alone = line.type === "direct" && line.group === undefined;
  const calls = alone || (line.type !== "shout" && isCalled(stage, model, line.text));
  return { calls, rings: calls || levels.includes("all") };
}

function isCalled({ settings }: Stage, { nick }: Model, text: string): boolean {
  const words = settingOf(settings, "highlight").split(",");
  return callerFor(nick === undefined ? words : [nick, ...words])(text).length > 0;
}
