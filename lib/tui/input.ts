// What comes from a terminal, parsed.

export type TerminalInput =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "key"; readonly chord: Chord }
  | Paste
  | Mouse
  | { readonly type: "focus"; readonly focused: boolean }
  | { readonly type: "reply"; readonly reply: Reply };

/**
 * A key with its modifiers, as in `enter`, `ctrl-a`, `alt-enter`, `shift-tab`, `ctrl-alt-left`, `alt-A`, `f5`: modifiers
 * in the order super, ctrl, alt, shift. Space is `space`; a letter is small unless it goes with alt and shift.
 */
export type Chord = string;

export interface Paste {
  readonly type: "paste";
  /** With `\n` between its lines and without control characters other than that and tabs. */
  readonly text: string;
  /** True when the rest was left out because it was too long. */
  readonly cut: boolean;
}

export interface Mouse {
  readonly type: "mouse";
  readonly action: "press" | "release" | "drag" | "move" | "wheel-up" | "wheel-down";
  readonly button: "left" | "middle" | "right" | "none";
  /** Both count from 0. */
  readonly row: number;
  readonly column: number;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** A terminal's answer to a question. */
export type Reply =
  | { readonly type: "device"; readonly attributes: readonly number[] }
  | { readonly type: "mode"; readonly mode: number; readonly state: ModeState }
  /** Each from 0 to 255. */
  | { readonly type: "background"; readonly red: number; readonly green: number; readonly blue: number }
  | { readonly type: "cursor"; readonly row: number; readonly column: number }
  | { readonly type: "version"; readonly name: string }
  | { readonly type: "keyboard"; readonly flags: number }
  /** The current SGR numbers, as the terminal understood them. */
  | { readonly type: "rendition"; readonly sgr: string }
  /** How many colours its description gives it. */
  | { readonly type: "colours"; readonly count: number };

export type ModeState = "unknown" | "set" | "reset" | "always-set" | "always-reset";
