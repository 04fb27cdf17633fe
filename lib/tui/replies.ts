// A terminal's answers to questions about itself.
import type { ModeState, Reply, TerminalInput } from "./input.ts";

const STATES: readonly ModeState[] = ["unknown", "set", "reset", "always-set", "always-reset"];
const NAME_LENGTH_MAX = 100;

/** Reads what follows `ESC [`. */
export function parseCsiReply(body: string): TerminalInput | undefined {
  const mode = /^\?(\d+);(\d)\$y$/.exec(body);
  if (mode) {
    const state = STATES[Number(mode[2])];
    return state && answer({ type: "mode", mode: Number(mode[1]), state });
  }
  const device = /^\?([\d;]*)c$/.exec(body);
  if (device) return answer({ type: "device", attributes: (device[1] ?? "").split(";").map(Number) });
  const cursor = /^\??(\d+);(\d+)(?:;\d+)?R$/.exec(body);
  if (cursor) return answer({ type: "cursor", row: Number(cursor[1]) - 1, column: Number(cursor[2]) - 1 });
  const keyboard = /^\?(\d+)u$/.exec(body);
  return keyboard ? answer({ type: "keyboard", flags: Number(keyboard[1]) }) : undefined;
}

/** Reads the text of a string sequence, by the character that began it: `]` for OSC, `P` for DCS. */
export function parseString(kind: string, body: string): TerminalInput | undefined {
  if (kind === "]") return parseBackground(body);
  if (kind !== "P") return undefined;
  if (body.startsWith(">|")) return answer({ type: "version", name: body.slice(2, NAME_LENGTH_MAX) });
  const rendition = /^1\$r([\d;:]*)m$/.exec(body);
  return rendition ? answer({ type: "rendition", sgr: rendition[1] ?? "" }) : parseColours(body);
}

/** `Co`, in the hexadecimal digits that terminals give their description in. */
function parseColours(body: string): TerminalInput | undefined {
  const digits = /^1\+r436f=((?:3\d){1,9})$/i.exec(body)?.[1];
  return digits === undefined ? undefined : answer({ type: "colours", count: Number(digits.replace(/3(\d)/g, "$1")) });
}

function parseBackground(body: string): TerminalInput | undefined {
  const match = /^11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i.exec(body);
  if (!match) return undefined;
  // One to four hexadecimal digits stand for 0 to 1.
  const [red = 0, green = 0, blue = 0] = match.slice(1, 4).map((digits) =>
    Math.round(parseInt(digits, 16) * 255 / (16 ** digits.length - 1))
  );
  return answer({ type: "background", red, green, blue });
}

function answer(reply: Reply): TerminalInput {
  return { type: "reply", reply };
}
