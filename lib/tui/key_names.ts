// The names of keys, and of keys with modifiers.
import type { Chord, TerminalInput } from "./input.ts";

/** Keys whose sequence ends in a letter. */
export const NAME_BY_LETTER: ReadonlyMap<string, string> = new Map([
  ["A", "up"],
  ["B", "down"],
  ["C", "right"],
  ["D", "left"],
  ["E", "centre"],
  ["F", "end"],
  ["H", "home"],
  ["M", "enter"],
  ["P", "f1"],
  ["Q", "f2"],
  ["R", "f3"],
  ["S", "f4"],
]);

/** Keys whose sequence is a number and `~`. */
export const NAME_BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [1, "home"],
  [2, "insert"],
  [3, "delete"],
  [4, "end"],
  [5, "page-up"],
  [6, "page-down"],
  [7, "home"],
  [8, "end"],
  ...[11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map((number, index) => [number, `f${index + 1}`] as const),
]);

/** Keys by the character they have always sent. */
const NAME_BY_CODE: ReadonlyMap<number, string> = new Map([
  [8, "backspace"],
  [9, "tab"],
  [13, "enter"],
  [27, "escape"],
  [32, "space"],
  [127, "backspace"],
]);

// The keypad as kitty numbers it, from 57399 on: digits and signs, then the keys that it has twice.
const KEYPAD_FROM = 57399;
const KEYPAD_SIGNS = "0123456789./*-+";
const KEYPAD_KEYS = "enter = , left right up down page-up page-down home end insert delete".split(" ");

/** Modifiers as terminals number them, after taking 1 off. */
export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly super: boolean;
}

export const NO_MODIFIERS: Modifiers = { shift: false, alt: false, ctrl: false, super: false };

/** Modifiers from a sequence's parameter; nothing there means none. */
export function modifiersOf(parameter: number | undefined): Modifiers {
  const bits = Math.max(0, (parameter ?? 1) - 1);
  return { shift: (bits & 1) > 0, alt: (bits & 34) > 0, ctrl: (bits & 4) > 0, super: (bits & 24) > 0 };
}

export function chordOf(name: string, modifiers: Modifiers): Chord {
  const { shift, alt, ctrl } = modifiers;
  return `${modifiers.super ? "super-" : ""}${ctrl ? "ctrl-" : ""}${alt ? "alt-" : ""}${shift ? "shift-" : ""}${name}`;
}

export function keyInput(name: string, modifiers: Modifiers = NO_MODIFIERS): TerminalInput {
  return { type: "key", chord: chordOf(name, modifiers) };
}

/** A control character as the key that sends it. */
export function controlInput(code: number, alt: boolean): TerminalInput | undefined {
  const modifiers = { ...NO_MODIFIERS, alt };
  // Enter and Ctrl-J differ in raw mode: the second is a new line on every terminal.
  const name = NAME_BY_CODE.get(code);
  if (name !== undefined) return keyInput(name, modifiers);
  if (code >= 0x20) return undefined;
  if (code === 0) return keyInput("space", { ...modifiers, ctrl: true });
  return keyInput(String.fromCharCode(code + 0x40).toLowerCase(), { ...modifiers, ctrl: true });
}

/** A key told by its code point: `shifted` is what it gives with shift, `base` where it lies on a Latin keyboard. */
export function codeInput(
  code: number,
  modifiers: Modifiers,
  shifted?: number,
  base?: number,
): TerminalInput | undefined {
  const name = NAME_BY_CODE.get(code) ?? keypadName(code);
  const commanded = modifiers.ctrl || modifiers.alt || modifiers.super;
  if (name !== undefined && (commanded || (name.length > 1 && name !== "space"))) return keyInput(name, modifiers);
  // Private numbers are keys without a meaning here: volume, the modifiers themselves.
  if (code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  if (name === undefined && code >= 0xe000 && code < 0xf900) return undefined;
  const text = name === "space" ? " " : name ?? String.fromCodePoint(code);
  const other = shifted === undefined ? undefined : validText(shifted);
  if (!commanded) return { type: "text", text: modifiers.shift ? other ?? text.toUpperCase() : text };
  const latin = code > 0x7f && base !== undefined ? validText(base) ?? text : text;
  return keyInput(...withShift(latin, modifiers, other));
}

function withShift(text: string, modifiers: Modifiers, shifted: string | undefined): [string, Modifiers] {
  const letter = /^\p{L}$/u.test(text);
  if (!modifiers.shift) return [text, modifiers];
  if (!letter) return shifted === undefined ? [text, modifiers] : [shifted, { ...modifiers, shift: false }];
  // As older terminals say it: Escape and the capital.
  if (modifiers.alt && !modifiers.ctrl) return [text.toUpperCase(), { ...modifiers, shift: false }];
  return [text.toLowerCase(), modifiers];
}

function keypadName(code: number): string | undefined {
  const at = code - KEYPAD_FROM;
  if (at < 0) return undefined;
  return KEYPAD_SIGNS[at] ?? KEYPAD_KEYS[at - KEYPAD_SIGNS.length];
}

function validText(code: number): string | undefined {
  return code > 0x20 && code < 0xd800 ? String.fromCharCode(code) : undefined;
}
