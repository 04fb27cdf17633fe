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

/**
 * Shows a notice outside the terminal, in the way that it knows: `terminal` is its name from the capabilities.
 * Where none is known it is the bell, which tmux and most others turn into a mark.
 */
export function noticeCodes(title: string, text: string, terminal: string): string {
  const [head, body] = [title, text].map((each) => cut(each.replace(UNSAFE, " "), NOTICE_COLUMNS_MAX));
  if (/^kitty/i.test(terminal)) return `\x1b]99;i=1:d=0;${head}\x1b\\\x1b]99;i=1:p=body;${body}\x1b\\`;
  // A semicolon would part the title from the text.
  if (/^(foot|ghostty|wezterm|rxvt)/i.test(terminal)) {
    return `\x1b]777;notify;${head?.replaceAll(";", ",")};${body}\x1b\\`;
  }
  return /^iterm2/i.test(terminal) ? `\x1b]9;${head}: ${body}\x1b\\` : BELL;
}

/** Puts text on the clipboard of whoever sits before the terminal, where it allows that. */
export function copyCodes(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return `\x1b]52;c;${bytes.toBase64()}\x1b\\`;
}
