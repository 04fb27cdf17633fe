// Colours as numbers, so that cells compare fast: 0 is the terminal's own, 1 to 256 its palette, above that RGB.
import { unreachable } from "../unreachable.ts";

export type Colour = number;
/** What the terminal can show. */
export type ColourDepth = "none" | "16" | "256" | "true";
export type Rgb = readonly [red: number, green: number, blue: number];

export const DEFAULT_COLOUR: Colour = 0;
const RGB_FLAG = 0x1000000;

/** The palette's colour `index`: 0 to 7 plain, 8 to 15 bright, then the cube and the greys. */
export function palette(index: number): Colour {
  return 1 + (index & 0xff);
}

export function rgb(red: number, green: number, blue: number): Colour {
  return RGB_FLAG | (byte(red) << 16) | (byte(green) << 8) | byte(blue);
}

/** A colour's SGR numbers, brought down to what the terminal can show; `""` where there are to be none. */
export function colourCodes(colour: Colour, depth: ColourDepth, ground: "fore" | "back"): string {
  if (depth === "none") return "";
  const base = ground === "fore" ? 30 : 40;
  if (colour === DEFAULT_COLOUR) return String(base + 9);
  switch (depth) {
    case "16":
      return plainCode(colour < RGB_FLAG ? colour - 1 : nearest256(rgbOf(colour)), base);
    case "256": {
      const index = colour < RGB_FLAG ? colour - 1 : nearest256(rgbOf(colour));
      return index < 16 ? plainCode(index, base) : `${base + 8};5;${index}`;
    }
    case "true": {
      if (colour < RGB_FLAG) return colour <= 16 ? plainCode(colour - 1, base) : `${base + 8};5;${colour - 1}`;
      return `${base + 8};2;${rgbOf(colour).join(";")}`;
    }
    default:
      return unreachable(depth);
  }
}

/** What a palette's entry looks like: exact above 15, below that as most terminals have it. */
export function rgbOfPalette(index: number): Rgb {
  if (index < 16) return BASE[index] ?? [0, 0, 0];
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const at = index - 16;
  return [STEPS[Math.floor(at / 36)] ?? 0, STEPS[Math.floor(at / 6) % 6] ?? 0, STEPS[at % 6] ?? 0];
}

const STEPS: readonly number[] = [0, 95, 135, 175, 215, 255];
// deno-fmt-ignore
const BASE: readonly Rgb[] = [
  [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
  [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255], [255, 255, 255],
];

function plainCode(index: number, base: number): string {
  const plain = index < 16 ? index : nearestBase(rgbOfPalette(index));
  return String(plain < 8 ? base + plain : base + 52 + plain);
}

function nearest256(wanted: Rgb): number {
  const [red, green, blue] = wanted.map(stepOf);
  const cube = 16 + 36 * (red ?? 0) + 6 * (green ?? 0) + (blue ?? 0);
  const mean = (wanted[0] + wanted[1] + wanted[2]) / 3;
  const grey = 232 + Math.min(23, Math.max(0, Math.round((mean - 8) / 10)));
  return distance(rgbOfPalette(grey), wanted) < distance(rgbOfPalette(cube), wanted) ? grey : cube;
}

function stepOf(value: number): number {
  return value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40));
}

function nearestBase(wanted: Rgb): number {
  let best = 0;
  for (const [index, each] of BASE.entries()) {
    if (distance(each, wanted) < distance(BASE[best] ?? each, wanted)) best = index;
  }
  return best;
}

function distance(one: Rgb, other: Rgb): number {
  // The eye's weights, roughly.
  return 2 * (one[0] - other[0]) ** 2 + 4 * (one[1] - other[1]) ** 2 + 3 * (one[2] - other[2]) ** 2;
}

function rgbOf(colour: Colour): Rgb {
  return [(colour >> 16) & 0xff, (colour >> 8) & 0xff, colour & 0xff];
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
