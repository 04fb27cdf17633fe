// A colour for each person, the same on every day and every screen, readable on the background that there is.
import { fold } from "../../chat/names.ts";
import { type Colour, type ColourDepth, palette, rgb } from "../../tui/colour.ts";

/** Of the 16 colours, those that show on the background; its owner has made them readable. No greys. */
const ON_DARK = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14] as const;
const ON_LIGHT = [1, 2, 4, 5, 6, 9, 12, 13] as const;

const remembered = new Map<string, number>();
const REMEMBERED_MAX = 4_096;

export interface ColourPlace {
  readonly depth: ColourDepth;
  readonly light: boolean;
}

export function personColour(nick: string, { depth, light }: ColourPlace): Colour {
  const hash = hashOf(nick);
  if (depth === "16" || depth === "none") {
    const choice = light ? ON_LIGHT : ON_DARK;
    return palette(choice[hash % choice.length] ?? 6);
  }
  // Neighbours on the wheel look alike: steps of 15 degrees keep people apart.
  return fromWheel((hash % 24) * 15, light ? 0.5 : 0.76, light ? 0.14 : 0.11);
}

function hashOf(nick: string): number {
  const known = remembered.get(nick);
  if (known !== undefined) return known;
  // `bob_` and `bob|away` are bob for the eye.
  const folded = fold(nick);
  const root = folded.replace(/[_|[\]`^].*$/u, "") || folded;
  // FNV-1a, and a last mixing so that the low bits depend on all.
  let hash = 0x811c9dc5;
  for (const unit of root) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = (hash ^ (hash >>> 15)) >>> 0;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(nick, hash);
  return hash;
}

/** Oklch to sRGB: hues of one lightness, so that no name shouts. */
function fromWheel(degrees: number, lightness: number, chroma: number): Colour {
  const angle = degrees * Math.PI / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return rgb(
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  );
}

function gamma(value: number): number {
  const bright = Math.min(1, Math.max(0, value));
  return 255 * (bright <= 0.0031308 ? 12.92 * bright : 1.055 * bright ** (1 / 2.4) - 0.055);
}
