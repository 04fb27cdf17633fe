// Whole control sequences, read: what stands between Escape-[ and the last letter.
import { codeInput, keyInput, modifiersOf, NAME_BY_LETTER, NAME_BY_NUMBER } from "./key_names.ts";
import type { Mouse, TerminalInput } from "./input.ts";
import { parseCsiReply } from "./replies.ts";

/** Reads what follows `ESC [`; `undefined` for what means nothing here. */
export function parseCsi(body: string): TerminalInput | undefined {
  if (/^[<=>?]/.test(body)) return body.startsWith("<") ? parseMouse(body) : parseCsiReply(body);
  const match = /^([\d;:]*)([^\d;:])$/.exec(body);
  if (!match) return undefined;
  const [, parameters = "", last = ""] = match;
  // A parameter may have parts, after colons.
  const numbers = parameters.split(";").map((each) => each.split(":").map((part) => part === "" ? undefined : +part));
  const [first, second] = numbers;
  const modifiers = modifiersOf(second?.[0]);
  // Kitty tells when a key was let go, too.
  if (second?.[1] === 3) return undefined;
  switch (last) {
    case "u":
      return first?.[0] === undefined ? undefined : codeInput(first[0], modifiers, first[1], first[2]);
    case "~":
      return parseTilde(first?.[0], second?.[0], numbers[2]?.[0]);
    case "Z":
      return keyInput("tab", { ...modifiers, shift: true });
    case "I":
    case "O":
      return parameters === "" ? { type: "focus", focused: last === "I" } : undefined;
    case "R":
      // Shift-F3 and its like; where the cursor stands is asked in the form that has an answer of its own.
      return first?.[0] === 1 || parameters === "" ? keyInput("f3", modifiers) : parseCsiReply(body);
    case "a":
    case "b":
    case "c":
    case "d":
      // rxvt: shift with an arrow.
      return keyInput(NAME_BY_LETTER.get(last.toUpperCase()) ?? last, { ...modifiers, shift: true });
    default: {
      const name = NAME_BY_LETTER.get(last);
      return name === undefined || name === "enter" ? undefined : keyInput(name, modifiers);
    }
  }
}

/** Reads what follows `ESC O`. */
export function parseSs3(body: string): TerminalInput | undefined {
  const match = /^(\d*)(?:;(\d+))?(.)$/.exec(body);
  if (!match) return undefined;
  const [, first = "", second, last = ""] = match;
  const modifiers = modifiersOf(Number(second ?? (first === "" ? 1 : first)));
  const name = NAME_BY_LETTER.get(last);
  if (name !== undefined) return keyInput(name, modifiers);
  if (/[a-d]/.test(last)) return keyInput(NAME_BY_LETTER.get(last.toUpperCase()) ?? last, { ...modifiers, ctrl: true });
  // The keypad in its application mode: `j` is `*`, and so on to `y`, which is 9.
  if (last === "X") return { type: "text", text: "=" };
  if (last >= "j" && last <= "y") return { type: "text", text: String.fromCharCode(last.charCodeAt(0) - 0x40) };
  return undefined;
}

/** rxvt puts its modifiers into the last character; the Linux console has sequences with two brackets. */
export function parseOddCsi(body: string): TerminalInput | undefined {
  const linux = /^\[([A-E])$/.exec(body)?.[1];
  if (linux !== undefined) return keyInput(`f${linux.charCodeAt(0) - 0x40}`);
  const [, number, sign] = /^(\d+)([$^@])$/.exec(body) ?? [];
  const name = NAME_BY_NUMBER.get(Number(number));
  if (name === undefined) return undefined;
  return keyInput(name, { ...modifiersOf(1), ctrl: sign !== "$", shift: sign !== "^" });
}

function parseTilde(number = 0, modifiers?: number, code?: number): TerminalInput | undefined {
  // xterm's way to tell any key with modifiers.
  if (number === 27 && code !== undefined) return codeInput(code, modifiersOf(modifiers));
  const name = NAME_BY_NUMBER.get(number);
  return name === undefined ? undefined : keyInput(name, modifiersOf(modifiers));
}

const BUTTONS = ["left", "middle", "right", "none"] as const;

function parseMouse(body: string): Mouse | undefined {
  const match = /^<(\d+);(\d+);(\d+)([Mm])$/.exec(body);
  if (!match) return undefined;
  const [bits, column, row] = match.slice(1, 4).map(Number);
  if (bits === undefined || row === undefined || column === undefined) return undefined;
  const action = actionOf(bits, match[4] === "m");
  if (action === undefined) return undefined;
  const wheel = action === "wheel-up" || action === "wheel-down";
  return {
    type: "mouse",
    action,
    button: wheel ? "none" : BUTTONS[bits & 3] ?? "none",
    row: Math.max(0, row - 1),
    column: Math.max(0, column - 1),
    shift: (bits & 4) > 0,
    alt: (bits & 8) > 0,
    ctrl: (bits & 16) > 0,
  };
}

function actionOf(bits: number, released: boolean): Mouse["action"] | undefined {
  if (bits >= 128) return undefined;
  if (bits >= 64) return (bits & 3) === 0 ? "wheel-up" : (bits & 3) === 1 ? "wheel-down" : undefined;
  if (released) return "release";
  if ((bits & 32) === 0) return "press";
  return (bits & 3) === 3 ? "move" : "drag";
}
