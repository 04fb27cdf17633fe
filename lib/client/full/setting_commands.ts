// The commands that change one's own settings: colours, keys, what calls, and all that /set knows.
import type { Model } from "../model.ts";
import { OWN_SETTINGS } from "../commands/own_settings.ts";
import { fold } from "../../chat/names.ts";
import { levelOf } from "./attention.ts";
import { isFiltering } from "./filters.ts";
import { chordsOf, KEYS, parseAction, parseChord, shownChord } from "./keymap.ts";
import { nameOfPlace } from "./places.ts";
import { rowsSaid } from "./print.ts";
import { LEVELS, SETTING_LENGTH_MAX, settingOf, withSetting } from "./settings.ts";
import { frontOf, type Stage } from "./stage.ts";
import { hinted, type StageStep, withSettings } from "./stage_step.ts";
import { THEME_NAMES } from "./theme.ts";

const FILTERS_MAX = 50;

/** `/theme [NAME]` */
export function themeCommand(stage: Stage, args: string): StageStep {
  const name = THEME_NAMES.find((each) => each === args.toLowerCase());
  if (name === undefined) {
    return hinted(stage, `The theme is ${stage.settings.theme}; there are ${THEME_NAMES.join(", ")}`);
  }
  return withSettings(stage, { ...stage.settings, theme: name }, `Theme: ${name}`);
}

/** `/set [NAME [VALUE]]`, for settings that are one's own. */
export function setCommand(stage: Stage, model: Model, args: string): StageStep {
  const { settings } = stage;
  const [name = "", ...rest] = args.split(/\s+/);
  const row = OWN_SETTINGS.find((each) => each.name === name.toLowerCase());
  if (!row) {
    const rows = OWN_SETTINGS.map((each) => `  ${each.name.padEnd(9)}  ${settingOf(settings, each.name) || "none"}`);
    return rowsSaid(stage, model, ["Yours:", ...rows]);
  }
  const values: readonly string[] = row.values;
  if (rest.length === 0) {
    const choices = values.length === 0 ? "" : ` (${values.join(", ")})`;
    return hinted(stage, `${row.name}: ${settingOf(settings, row.name) || "none"}${choices}`);
  }
  const typed = rest.join(" ");
  const next = withSetting(settings, row.name, values.length === 0 ? typed : typed.toLowerCase());
  return typeof next === "string"
    ? hinted(stage, next)
    : withSettings(stage, next, `${row.name}: ${settingOf(next, row.name)}`);
}

/** `/bind [KEY [ACTION|none]]` */
export function bindCommand(stage: Stage, model: Model, args: string): StageStep {
  const { settings } = stage;
  const [key = "", action] = args.split(/\s+/);
  if (key === "") {
    const rows = KEYS.map(({ name }) =>
      `  ${name.padEnd(14)}  ${chordsOf(name, settings.keys).map(shownChord).join(", ")}`
    );
    return rowsSaid(stage, model, ["Keys:", ...rows]);
  }
  const chord = parseChord(key);
  if (chord === undefined) return hinted(stage, `${key} is no key: write it as ctrl-k, alt-x or f5`);
  if (action === undefined) {
    const { [chord]: _, ...keys } = settings.keys;
    return withSettings(stage, { ...settings, keys }, `${shownChord(chord)} does what it always did`);
  }
  if (action !== "none" && parseAction(action) === undefined) {
    return hinted(stage, `There is no action ${action}; /bind alone lists them`);
  }
  return withSettings(
    stage,
    { ...settings, keys: { ...settings.keys, [chord]: action } },
    `${shownChord(chord)}: ${action}`,
  );
}

/** `/notify [LEVEL]`, for the conversation that is looked at. */
export function notifyCommand(stage: Stage, args: string): StageStep {
  const { settings, front } = stage;
  const { place } = frontOf(stage);
  if (!place) return hinted(stage, "Go to a room or a person first: what calls you is set for each conversation");
  const name = nameOfPlace(place);
  const level = LEVELS.find((each) => each === args.trim().toLowerCase());
  if (level === undefined) {
    return hinted(stage, `${name} calls you: ${levelOf(settings, front)} (${LEVELS.join(", ")})`);
  }
  const { [front]: _, ...others } = settings.levels;
  const levels = level === "mentions" ? others : { ...others, [front]: level };
  return withSettings(stage, { ...settings, levels }, `${name} calls you: ${level}`);
}

/** `/filter [TEXT|on|off]` */
export function filterCommand(stage: Stage, model: Model, args: string): StageStep {
  const { settings } = stage;
  const text = args.trim();
  if (text === "") return listFilters(stage, model);
  if (text === "on" || text === "off") {
    const next = withSetting(settings, "filter", text);
    return typeof next === "string" ? hinted(stage, next) : withSettings(stage, next, `Filter: ${text}`);
  }
  const filters = settings.filters.filter((each) => fold(each) !== fold(text));
  if (filters.length < settings.filters.length) {
    return withSettings(stage, { ...settings, filters }, `Lines with ${text} are shown again`);
  }
  if (text.length > SETTING_LENGTH_MAX) return hinted(stage, `A filter has at most ${SETTING_LENGTH_MAX} characters`);
  if (filters.length >= FILTERS_MAX) return hinted(stage, `There are ${FILTERS_MAX} filters already`);
  return withSettings(stage, { ...settings, filters: [...filters, text] }, `Lines with ${text} are hidden`);
}

function listFilters(stage: Stage, model: Model): StageStep {
  const { filters } = stage.settings;
  if (filters.length === 0) return hinted(stage, "Nothing is hidden; /filter TEXT hides lines that hold TEXT");
  const state = isFiltering(stage.settings) ? "Hidden are lines with:" : "Hidden with /filter on are lines with:";
  return rowsSaid(stage, model, [state, ...filters.map((each) => `  ${each}`)]);
}
