// What is kept between runs. Whatever was stored, by whatever version, comes out as settings that can be used.
import { OWN_SETTINGS, type OwnSetting } from "../commands/own_settings.ts";
import { THEME_NAMES, type ThemeName } from "./theme.ts";

/** What of a conversation calls: nothing, what names us (and each line of one person alone), or every line. */
export const LEVELS = ["mentions", "all", "none"] as const;
export type Level = typeof LEVELS[number];

export interface Settings {
  readonly nick?: string;
  readonly server?: string;
  readonly theme: ThemeName;
  /** Actions by chord, where they differ from the usual ones. */
  readonly keys: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
  /** What hides a line that holds it. */
  readonly filters: readonly string[];
  /** What one's own commands mean, by their names. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Levels by the key of a conversation, where they differ from the usual one. */
  readonly levels: Readonly<Record<string, Level>>;
  /** Values that differ from the usual ones. */
  readonly own: Readonly<Partial<Record<OwnSetting, string>>>;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: "auto",
  keys: {},
  ignored: [],
  filters: [],
  aliases: {},
  levels: {},
  own: {},
};

const ITEMS_MAX = 500;
/** Characters of one value; what is longer would not be read back. */
export const SETTING_LENGTH_MAX = 200;

/** The value that holds. */
export function settingOf({ own }: Settings, name: OwnSetting): string {
  return own[name] ?? OWN_SETTINGS.find((row) => row.name === name)?.values[0] ?? "";
}

/** The settings with another value, or what is wrong with it. */
export function withSetting(settings: Settings, name: string, value: string): Settings | string {
  const row = OWN_SETTINGS.find((each) => each.name === name);
  if (!row) return `There is no setting ${name}`;
  const values: readonly string[] = row.values;
  if (values.length > 0 && !values.includes(value)) return `${name} takes ${values.join(", ")}`;
  if (value.length > SETTING_LENGTH_MAX) return `${name} takes at most ${SETTING_LENGTH_MAX} characters`;
  return { ...settings, own: { ...settings.own, [row.name]: value } };
}

/** Reads what was stored. */
export function parseSettings(stored: unknown): Settings {
  const { nick, server, theme, keys, ignored, filters, aliases, levels, own } = recordOf(stored);
  const parsed: Settings = {
    theme: THEME_NAMES.find((name) => name === theme) ?? DEFAULT_SETTINGS.theme,
    keys: textsOf(keys),
    ignored: listOf(ignored),
    filters: listOf(filters),
    aliases: textsOf(aliases),
    levels: levelsOf(levels),
    own: {},
    ...(isText(nick) ? { nick } : {}),
    ...(isText(server) ? { server } : {}),
  };
  return Object.entries(textsOf(own)).reduce((before, [name, value]) => {
    const after = withSetting(before, name, value);
    return typeof after === "string" ? before : after;
  }, parsed);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isText).slice(0, ITEMS_MAX) : [];
}

function levelsOf(value: unknown): Readonly<Record<string, Level>> {
  const found = Object.entries(textsOf(value)).flatMap(([key, text]) => {
    const level = LEVELS.find((each) => each === text);
    return level === undefined ? [] : [[key, level] as const];
  });
  return Object.fromEntries(found);
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(recordOf(value)).filter((entry): entry is [string, string] => isText(entry[1]));
  return Object.fromEntries(texts.slice(0, ITEMS_MAX));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= SETTING_LENGTH_MAX;
}
