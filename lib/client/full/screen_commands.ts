// The commands that are the full screen's own: colours, keys, settings, help, search.
import { fold } from "../../chat/names.ts";
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import { OWN_SETTINGS } from "../own_settings.ts";
import { unreachable } from "../../unreachable.ts";
import type { ScreenCommand } from "../wish.ts";
import { helpOn } from "./help_page.ts";
import { chordsOf, KEYS, parseAction, parseChord, shownChord } from "./keymap.ts";
import { printed } from "./print.ts";
import { searchFront } from "./searching.ts";
import { scrollPage } from "./scrolling.ts";
import { settingOf, type Settings, withSetting } from "./settings.ts";
import { HOME, type Stage } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";
import { THEME_NAMES } from "./theme.ts";

/** Runs a command of the screen; `args` is what was typed after its name. */
export function runScreenCommand(stage: Stage, model: Model, name: ScreenCommand, args: string): StageStep {
  switch (name) {
    case "search":
      return searchFront(stage, model, args);
    case "history":
      return scrollPage(stage, model, -1);
    case "menu":
      return stageStep({ ...stage, page: { type: "rooms", row: 0 } });
    case "help": {
      const rows = helpOn(args);
      return rows ? say(stage, model, rows) : stageStep({ ...stage, page: { type: "help", row: 0 } });
    }
    case "theme":
      return theme(stage, args);
    case "set":
      return set(stage, model, args);
    case "bind":
      return bind(stage, model, args);
    case "close":
      return stageStep(closed(stage, args));
    default:
      return unreachable(name);
  }
}

/** Keeps changed settings. */
export function withSettings(stage: Stage, settings: Settings, hint?: string): StageStep {
  return stageStep({ ...stage, settings, hint: hint ?? stage.hint }, { type: "save", settings });
}

/** Rows of ours, in the conversation that is looked at. */
function say(stage: Stage, model: Model, rows: readonly string[]): StageStep {
  const line: Line = { type: "block", rows };
  return printed(stage, model, line, []);
}

function theme(stage: Stage, args: string): StageStep {
  const name = THEME_NAMES.find((each) => each === args.toLowerCase());
  if (name === undefined) {
    return hinted(stage, `The theme is ${stage.settings.theme}; there are ${THEME_NAMES.join(", ")}`);
  }
  return withSettings(stage, { ...stage.settings, theme: name }, `Theme: ${name}`);
}

function set(stage: Stage, model: Model, args: string): StageStep {
  const [name = "", ...rest] = args.split(/\s+/);
  const row = OWN_SETTINGS.find((each) => each.name === name.toLowerCase());
  if (!row) {
    return say(
      stage,
      model,
      [
        "Yours:",
        ...OWN_SETTINGS.map(({ name: each }) => `  ${each.padEnd(9)}  ${settingOf(stage.settings, each) || "none"}`),
      ],
    );
  }
  const values: readonly string[] = row.values;
  if (rest.length === 0) {
    const choices = values.length === 0 ? "" : ` (${values.join(", ")})`;
    return hinted(stage, `${row.name}: ${settingOf(stage.settings, row.name) || "none"}${choices}`);
  }
  const next = withSetting(
    stage.settings,
    row.name,
    values.length === 0 ? rest.join(" ") : rest.join(" ").toLowerCase(),
  );
  return typeof next === "string"
    ? hinted(stage, next)
    : withSettings(stage, next, `${row.name}: ${settingOf(next, row.name)}`);
}

function bind(stage: Stage, model: Model, args: string): StageStep {
  const { keys } = stage.settings;
  const [key = "", action] = args.split(/\s+/);
  if (key === "") {
    return say(stage, model, [
      "Keys:",
      ...KEYS.map(({ name }) => `  ${name.padEnd(14)}  ${chordsOf(name, keys).map(shownChord).join(", ")}`),
    ]);
  }
  const chord = parseChord(key);
  if (chord === undefined) return hinted(stage, `${key} is no key: write it as ctrl-k, alt-x or f5`);
  if (action === undefined) {
    const { [chord]: _, ...others } = keys;
    return withSettings(stage, { ...stage.settings, keys: others }, `${shownChord(chord)} does what it always did`);
  }
  if (action !== "none" && parseAction(action) === undefined) {
    return hinted(stage, `There is no action ${action}; /bind alone lists them`);
  }
  return withSettings(
    stage,
    { ...stage.settings, keys: { ...keys, [chord]: action } },
    `${shownChord(chord)}: ${action}`,
  );
}

/** A conversation with somebody is put away; it comes back with the next word. */
function closed(stage: Stage, key: string): Stage {
  if (key === HOME || !stage.conversations.has(fold(key))) return stage;
  const conversations = new Map(stage.conversations);
  conversations.delete(fold(key));
  return { ...stage, conversations };
}
