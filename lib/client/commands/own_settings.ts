// The settings that are one's own and no room's: what /set takes for them, on the full screen.

export interface SettingRow {
  readonly name: string;
  /** The first one holds until another is set. */
  readonly values: readonly string[];
  readonly about: string;
}

export const OWN_SETTINGS = [
  { name: "joins", values: ["smart", "all", "none"], about: "who comes and goes: folded and fitting, all, none" },
  { name: "copies", values: ["on", "off"], about: "private messages are shown in front as well" },
  { name: "bell", values: ["on", "off"], about: "ring when you are called while you look elsewhere" },
  {
    name: "notices",
    values: ["on", "off"],
    about: "the terminal tells you when you are called while you look elsewhere",
  },
  {
    name: "colours",
    values: ["auto", "16", "256", "true", "none"],
    about: "how many colours the terminal has, where it does not tell itself",
  },
  { name: "mouse", values: ["on", "off"], about: "clicks and wheel; holds from the next start" },
  { name: "filter", values: ["on", "off"], about: "lines that /filter names are hidden" },
  { name: "rooms", values: ["auto", "on", "off"], about: "the pane on the left" },
  { name: "members", values: ["auto", "on", "off"], about: "the pane on the right" },
  { name: "highlight", values: [], about: "words that call you besides your name, with commas between" },
] as const satisfies readonly SettingRow[];

export type OwnSetting = typeof OWN_SETTINGS[number]["name"];

/** True for `/set` arguments that name a setting of one's own. */
export function isOwnSetting(args: string): boolean {
  const [name = ""] = args.split(/\s+/);
  return OWN_SETTINGS.some((row) => row.name === name.toLowerCase());
}
