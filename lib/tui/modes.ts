// What is told to a terminal when a full-screen program comes, asks, speaks and goes.
import type { Reply } from "./input.ts";
import type { ColourDepth, Rgb } from "./colour.ts";

const SAVE_TITLE = "\x1b[22;2t";
const RESTORE_TITLE = "\x1b[23;2t";
// Alternate screen; rows that do not wrap by themselves; pastes and focus told.
const MODES = ["1049h", "7l", "2004h", "1004h"] as const;
// Wheel and clicks, with coordinates beyond 223.
const MOUSE = ["1000h", "1006h"] as const;
// Shift-Enter and their like, where the terminal can tell them: kitty's way (with the place on a Latin keyboard), and
// xterm's. The screen before has a setting of its own of the first.
const KEYS_ON = "\x1b[>5u\x1b[>4;1m";
const KEYS_OFF = "\x1b[<u\x1b[>4;0m";

export function enterCodes(mouse: boolean): string {
  return SAVE_TITLE + MODES.map((mode) => `\x1b[?${mode}`).join("") + (mouse ? mouseCodes(true) : "") + KEYS_ON;
}

/** Takes clicks and the wheel, or leaves them to the terminal, which then marks and copies. */
export function mouseCodes(on: boolean): string {
  return MOUSE.map((mode) => `\x1b[?${on ? mode : mode.replace("h", "l")}`).join("");
}

/** Undoes all of it, from wherever a frame was broken off. */
export const LEAVE_CODES = "\x1b\\\x1b]8;;\x1b\\\x1b[?2026l\x1b[m" + KEYS_OFF +
  "\x1b[?1006l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l" + RESTORE_TITLE;

// Mode 2026, the background, the name and version, true colour (by setting one and asking what was understood), how
// many colours there are, and last what every terminal answers: after that no other answer comes.
export const QUESTIONS =
  "\x1b[?2026$p\x1b]11;?\x1b\\\x1b[>q\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[m\x1bP+q436f\x1b\\\x1b[c";

/** What a terminal has told about itself. */
export interface Capabilities {
  readonly synchronized: boolean;
  readonly trueColour: boolean;
  /** How many colours it has said to have, or is known to have by what it is. */
  readonly colours: number | undefined;
  readonly background: Rgb | undefined;
  /** Its name and version, `""` where it does not tell. */
  readonly name: string;
}

export const NO_CAPABILITIES: Capabilities = {
  synchronized: false,
  trueColour: false,
  colours: undefined,
  background: undefined,
  name: "",
};

/** What is known after an answer. */
export function learn(known: Capabilities, reply: Reply): Capabilities {
  if (reply.type === "background") return { ...known, background: [reply.red, reply.green, reply.blue] };
  if (reply.type === "version") return { ...known, name: reply.name };
  if (reply.type === "rendition") return { ...known, trueColour: /48[:;]2[:;]{1,2}1[:;]2[:;]3/.test(reply.sgr) };
  if (reply.type === "colours") return { ...known, colours: reply.count };
  // The console of Linux calls itself a VT102, as no terminal in a window does.
  if (reply.type === "device") {
    return String(reply.attributes) === "6" ? { ...known, colours: known.colours ?? 16 } : known;
  }
  if (reply.type !== "mode" || reply.mode !== 2026) return known;
  return { ...known, synchronized: reply.state === "set" || reply.state === "reset" };
}

/** The depth to draw with: what the terminal has told adds to what its surroundings said. */
export function depthWith(depth: ColourDepth, { trueColour, colours = 256 }: Capabilities): ColourDepth {
  if (depth !== "256") return depth;
  return trueColour ? "true" : colours <= 16 ? "16" : "256";
}

/** True where dark text is the terminal's own; unknown counts as dark, as most are. */
export function isLight({ background }: Capabilities): boolean {
  if (!background) return false;
  const [red, green, blue] = background;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}
