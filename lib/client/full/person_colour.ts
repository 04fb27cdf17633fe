// A colour for each person, the same on every day and every screen.
import { fold } from "../../chat/names.ts";
import type { Colour, ColourDepth } from "../../tui/colour.ts";
import { hashColour } from "../../tui/hash_colour.ts";

const roots = new Map<string, string>();
const ROOTS_MAX = 4_096;

export interface Coloured {
  readonly nick: string;
  readonly account: string | undefined;
}

export function personColour({ nick, account }: Coloured, depth: ColourDepth, light: boolean): Colour {
  return hashColour(account === undefined ? rootOf(nick) : fold(account), depth, light ? "light" : "dark");
}

/** `bob_` and `bob|away` are bob for the eye. */
function rootOf(nick: string): string {
  const known = roots.get(nick);
  if (known !== undefined) return known;
  const folded = fold(nick);
  const root = folded.replace(/[_|[\]`^].*$/u, "") || folded;
  // Strangers choose names, so the memory starts anew when it is full.
  if (roots.size >= ROOTS_MAX) roots.clear();
  roots.set(nick, root);
  return root;
}
