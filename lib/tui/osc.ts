// Words to a terminal that do not stand on its screen: title, bell, notification, clipboard.
import { cut } from "./width.ts";

const TITLE_COLUMNS_MAX = 200;
const NOTICE_COLUMNS_MAX = 120;
// deno-lint-ignore no-control-regex -- whatever could end the sequence early, or begin another
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

export const BELL = "\x07";

/** Sets the window's title. */
export function titleCodes(title: string): string {
  return `\x1b]2;${cut(title.replace(UNSAFE, " "), TITLE_COLUMNS_MAX)}\x1b\\`;
}

export interface Notice {
  /** By which it can be taken away again; the next one of the same number takes its place. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
}

/**
 * Shows a notice outside the terminal, in the way that it knows: `terminal` is its name from the capabilities. Nothing
 * where none is known: the bell, which most turn into a mark, is another matter.
 */
export function noticeCodes({ number, title, text }: Notice, terminal: string): string {
  const [head = "", body = ""] = [title, text].map((each) => cut(each.replace(UNSAFE, " "), NOTICE_COLUMNS_MAX));
  // A semicolon would part the title from the text.
  const usual = `\x1b]777;notify;${head.replaceAll(";", ",")};${body}\x1b\\`;
  if (/^kitty/i.test(terminal)) {
    return `\x1b]99;i=${number}:d=0;${head}\x1b\\\x1b]99;i=${number}:p=body;${body}\x1b\\`;
  }
  if (/^(foot|ghostty|wezterm|rxvt)/i.test(terminal)) return usual;
  // What is behind tmux is not known: most understand this, the others pass over it.
  if (/^tmux/i.test(terminal)) return throughTmux(usual);
  return /^iterm2/i.test(terminal) ? `\x1b]9;${head}: ${body}\x1b\\` : "";
}

/** Takes a notice away, where the terminal can. */
export function noticeEndCodes(number: number, terminal: string): string {
  return /^kitty/i.test(terminal) ? `\x1b]99;i=${number}:p=close;\x1b\\` : "";
}

/** For the terminal outside of tmux, which passes it on where its owner allows that. */
function throughTmux(codes: string): string {
  return `\x1bPtmux;${codes.replaceAll("\x1b", "\x1b\x1b")}\x1b\\`;
}

/** Puts text on the clipboard of whoever sits before the terminal, where it allows that. */
export function copyCodes(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return `\x1b]52;c;${bytes.toBase64()}\x1b\\`;
}
