// What the parts of the screen look like. A theme is made for what the terminal shows: its colours and its background.
import { type ColourDepth, palette } from "../../tui/colour.ts";
import { NORMAL, type Style } from "../../tui/style.ts";
import { personColour } from "./person_colour.ts";

export const THEME_NAMES = ["auto", "dark", "light", "plain"] as const;
export type ThemeName = typeof THEME_NAMES[number];

export interface Theme {
  readonly dim: Style;
  readonly border: Style;
  readonly heading: Style;
  readonly own: Style;
  readonly notice: Style;
  readonly problem: Style;
  readonly private: Style;
  readonly group: Style;
  readonly shout: Style;
  readonly link: Style;
  /** A name that calls, and the word that did. */
  readonly called: Style;
  readonly unread: Style;
  readonly date: Style;
  readonly gap: Style;
  /** A day in the column of the times. */
  readonly day: Style;
  readonly bar: Style;
  /** On the bar. */
  readonly barStrong: Style;
  readonly barAlert: Style;
  readonly selected: Style;
  readonly roomUnread: Style;
  readonly roomCalled: Style;
  readonly button: Style;
  /** The name of a person; an account keeps its colour under any nick. */
  person(nick: string, account?: string): Style;
}

export interface ThemeOptions {
  readonly name: ThemeName;
  readonly depth: ColourDepth;
  /** The terminal's own background is light. */
  readonly light: boolean;
}

/** The theme for a terminal. Without colours, weight and reversal tell things apart. */
export function themeFor({ name, depth, light }: ThemeOptions): Theme {
  const onLight = name === "light" || (name === "auto" && light);
  if (name === "plain" || depth === "none") return PLAIN;
  const fg = (dark: number, bright: number): Style => ({ fg: palette(onLight ? dark : bright) });
  const rich = depth !== "16";
  const bar: Style = rich ? { bg: palette(onLight ? 253 : 236), fg: palette(onLight ? 238 : 250) } : { reverse: true };
  return {
    ...PLAIN,
    dim: rich ? { fg: palette(onLight ? 245 : 243) } : { dim: true },
    border: rich ? { fg: palette(onLight ? 250 : 238) } : { dim: true },
    notice: rich ? { fg: palette(onLight ? 243 : 245) } : { dim: true },
    own: { bold: true },
    problem: fg(rich ? 130 : 1, rich ? 215 : 11),
    private: fg(rich ? 127 : 5, rich ? 213 : 13),
    // Of the 16 colours, neither yellow nor cyan nor green can be read on white.
    group: fg(rich ? 30 : 5, rich ? 80 : 14),
    shout: { ...fg(rich ? 94 : 4, rich ? 221 : 11), bold: true },
    link: { ...fg(rich ? 25 : 4, rich ? 111 : 12), underline: true },
    unread: fg(rich ? 124 : 1, rich ? 210 : 9),
    gap: fg(rich ? 25 : 4, rich ? 111 : 12),
    date: rich ? { fg: palette(onLight ? 243 : 246) } : { dim: true },
    bar,
    barStrong: { ...bar, bold: true },
    barAlert: rich ? { ...bar, fg: palette(onLight ? 124 : 215), bold: true } : { ...bar, bold: true },
    selected: rich ? { bg: palette(onLight ? 252 : 239), bold: true } : { reverse: true },
    roomUnread: { bold: true },
    roomCalled: { ...fg(rich ? 127 : 5, rich ? 213 : 13), bold: true },
    button: rich ? { ...bar } : { reverse: true },
    person: (nick, account) => ({ fg: personColour({ nick, account }, depth, onLight) }),
  };
}

const BAR: Style = { reverse: true };

const PLAIN: Theme = {
  dim: { dim: true },
  border: { dim: true },
  heading: { bold: true },
  own: { bold: true },
  notice: { dim: true },
  problem: { bold: true },
  private: { italic: true },
  group: { italic: true },
  shout: { bold: true },
  link: { underline: true },
  called: { reverse: true },
  unread: { bold: true },
  date: { dim: true },
  gap: { bold: true },
  day: { bold: true },
  bar: BAR,
  barStrong: { ...BAR, bold: true },
  barAlert: { ...BAR, bold: true },
  selected: { reverse: true },
  roomUnread: { bold: true },
  roomCalled: { bold: true },
  button: BAR,
  person: () => NORMAL,
};
