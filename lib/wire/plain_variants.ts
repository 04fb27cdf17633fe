// The forms in which plain lines go out: with colours or without, for telnet or not, with the rooms' names or without.
import type { EncodedEntries, Variant } from "./dialect.ts";
import { entryLines, linesOf, type LineStyle } from "./plain_lines.ts";
import { concat } from "./units.ts";

export interface PlainForm extends LineStyle {
  /** Telnet ends lines with two characters. */
  readonly telnet: boolean;
}

const encoder = new TextEncoder();
const variants = new Map<string, Variant>();

/** The bytes of some lines. */
export function encodeLines(lines: readonly string[], { telnet }: Pick<PlainForm, "telnet">): Uint8Array {
  const end = telnet ? "\r\n" : "\n";
  return encoder.encode(lines.map((line) => line + end).join(""));
}

/** The variant of a form: the same one each time, so that its frames are shared. */
export function plainVariant(form: PlainForm): Variant {
  const name = `plain${form.colour ? "+colour" : ""}${form.labelled ? "+rooms" : ""}${form.telnet ? "+telnet" : ""}`;
  let variant = variants.get(name);
  if (!variant) variants.set(name, variant = makeVariant(name, form));
  return variant;
}

function makeVariant(name: string, form: PlainForm): Variant {
  return {
    name,
    encode: (event) => encodeLines(linesOf(event, form), form),
    encodeEntries: (room, entries) =>
      framesOf(entries.map((entry) => encodeLines(entryLines(room, entry, form), form))),
  };
}

/** Frames after each other, and where each ends. */
export function framesOf(frames: readonly Uint8Array[]): EncodedEntries {
  let length = 0;
  const ends = frames.map((frame) => length += frame.length);
  return { bytes: concat(frames), ends };
}
