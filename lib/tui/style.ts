// How a cell looks. A style is a plain value for whoever draws; cells hold it packed into two numbers.
import { type Colour, colourCodes, type ColourDepth } from "./colour.ts";

export interface Style {
  readonly fg?: Colour | undefined;
  readonly bg?: Colour | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly reverse?: boolean;
  readonly struck?: boolean;
  readonly link?: Link | undefined;
}

/** Where a click leads. Rows of one wrapped link share the id, so that they light up together. */
export interface Link {
  readonly url: string;
  readonly id: string;
}

/** The terminal's own colours, nothing added. */
export const NORMAL: Style = {};

/** The foreground's 25 bits and the attributes above them. */
export type Ink = number;

const ATTRIBUTES = [
  ["bold", 1],
  ["dim", 2],
  ["italic", 3],
  ["underline", 4],
  ["reverse", 7],
  ["struck", 9],
] as const;
const COLOUR_BITS = 25;
const COLOUR_MASK = 2 ** COLOUR_BITS - 1;
const LINK_LENGTH_MAX = 2000;

export function inkOf(style: Style): Ink {
  let ink = style.fg ?? 0;
  for (const [index, [name]] of ATTRIBUTES.entries()) if (style[name]) ink |= 1 << (COLOUR_BITS + index);
  return ink;
}

/** True where a blank in this ink looks like any other blank. */
export function isInvisibleOnBlank(ink: Ink): boolean {
  return (ink & SEEN_ON_BLANK) === 0;
}

const SEEN_ON_BLANK = inkOf({ underline: true, reverse: true, struck: true });

/** What brings a terminal from one look to another; `""` when nothing is to change. */
export function sgr(from: readonly [Ink, Colour], to: readonly [Ink, Colour], depth: ColourDepth): string {
  const [fromInk, fromPaper] = from;
  const [ink, paper] = to;
  if (ink === fromInk && paper === fromPaper) return "";
  if (ink === 0 && paper === 0) return "\x1b[m";
  const attributes = ink >>> COLOUR_BITS;
  const before = fromInk >>> COLOUR_BITS;
  const codes: string[] = [];
  // Attributes can be added one by one, but bold and dim share their end: what loses any starts from nothing.
  const anew = (before & ~attributes) !== 0;
  if (anew) codes.push("");
  for (const [index, [, code]] of ATTRIBUTES.entries()) {
    if (attributes & ~(anew ? 0 : before) & (1 << index)) codes.push(String(code));
  }
  const fore = ink & COLOUR_MASK;
  if (fore !== (anew ? 0 : fromInk & COLOUR_MASK)) codes.push(colourCodes(fore, depth, "fore"));
  if (paper !== (anew ? 0 : fromPaper)) codes.push(colourCodes(paper, depth, "back"));
  // An empty code means 0: it may only stand first, as the one that resets.
  const wanted = codes.filter((code, index) => code !== "" || (anew && index === 0));
  return wanted.length === 0 ? "" : `\x1b[${wanted.join(";")}m`;
}

/** A link to an address, or none where it could not be told to a terminal safely. */
export function linkTo(url: string): Link | undefined {
  if (url.length > LINK_LENGTH_MAX || !/^[\x21-\x7e]+$/.test(url)) return undefined;
  let hash = 0;
  for (let at = 0; at < url.length; at++) hash = (Math.imul(hash, 31) + url.charCodeAt(at)) | 0;
  return { url, id: (hash >>> 0).toString(36) };
}

/** OSC 8: what follows leads there, or nowhere. */
export function linkCodes(link: Link | undefined): string {
  return link === undefined ? "\x1b]8;;\x1b\\" : `\x1b]8;id=${link.id};${link.url}\x1b\\`;
}
