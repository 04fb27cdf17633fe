// A colour for a name: the same on every day and every screen, and as well readable as every other one.
import { type Colour, type ColourDepth, DEFAULT_COLOUR, palette, type Rgb, rgb, rgbOfPalette } from "./colour.ts";
import { unreachable } from "../unreachable.ts";

export type Background = "dark" | "light";

// Of the 16 colours, whose owner has chosen them: no greys, and none that lies too near to the background everywhere.
const BASE_ON_DARK = [1, 2, 3, 5, 6, 9, 10, 11, 12, 13, 14] as const;
const BASE_ON_LIGHT = [1, 2, 4, 5, 6, 8 + 1, 8 + 4, 8 + 5] as const;

/** The contrast that every name has: WCAG asks for 4.5. */
const CONTRAST: Readonly<Record<Background, number>> = { dark: 8, light: 5.5 };
const CONTRAST_SPREAD = 2.5;
const GROUND: Readonly<Record<Background, Rgb>> = { dark: [0, 0, 0], light: [255, 255, 255] };
const HUES = 36;

export function hashColour(text: string, depth: ColourDepth, background: Background): Colour {
  const hash = hashOf(text);
  switch (depth) {
    case "none":
      return DEFAULT_COLOUR;
    case "16": {
      const base = background === "dark" ? BASE_ON_DARK : BASE_ON_LIGHT;
      return palette(base[hash % base.length] ?? 1);
    }
    case "256": {
      const cube = readable(background);
      return palette(cube[hash % cube.length] ?? 1);
    }
    case "true":
      return wheel(background)[hash % HUES] ?? DEFAULT_COLOUR;
    default:
      return unreachable(depth);
  }
}

/** How two colours stand out from each other, from 1 to 21, as WCAG has it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const cubes = new Map<Background, readonly number[]>();

/** The cube's colours that are neither grey nor too near to the background. */
function readable(background: Background): readonly number[] {
  const known = cubes.get(background);
  if (known) return known;
  const found: number[] = [];
  for (let index = 16; index < 232; index++) {
    const colour = rgbOfPalette(index);
    const difference = Math.abs(contrast(colour, GROUND[background]) - CONTRAST[background]);
    if (difference <= CONTRAST_SPREAD && Math.max(...colour) - Math.min(...colour) >= 80) found.push(index);
  }
  cubes.set(background, found);
  return found;
}

const wheels = new Map<Background, readonly Colour[]>();

/** Hues around the wheel, each as light as gives the contrast. */
function wheel(background: Background): readonly Colour[] {
  const known = wheels.get(background);
  if (known) return known;
  const colours = Array.from({ length: HUES }, (_, step) => rgb(...hueOf(step / HUES, background)));
  wheels.set(background, colours);
  return colours;
}

function hueOf(hue: number, background: Background): Rgb {
  let [low, high] = [0, 1];
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2;
    const enough = contrast(hsl(hue, middle), GROUND[background]) >= CONTRAST[background];
    if (enough === (background === "dark")) high = middle;
    else low = middle;
  }
  return hsl(hue, background === "dark" ? high : low);
}

function hsl(hue: number, light: number): Rgb {
  const reach = 0.7 * Math.min(light, 1 - light);
  const [red = 0, green = 0, blue = 0] = [0, 8, 4].map((offset) => {
    const at = (offset + hue * 12) % 12;
    return Math.round(255 * (light - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  });
  return [red, green, blue];
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** FNV-1a, mixed once more: short names differ in few bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
