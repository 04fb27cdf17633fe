// The variants of the IRC dialect: one for each set of traits that somebody has, made when it is first needed. Most
// traits are about comings and goings; what is said depends on three of them, so that variants which differ in others
// share its frames.
import type { Entry } from "../../chat/entry.ts";
import type { EncodedEntries, Variant } from "../dialect.ts";
import { encodeLines, NOTHING } from "./bytes.ts";
import { TAG_TRAITS, type Traits } from "./caps.ts";
import { encodeEntries } from "./entries.ts";
import { fanOutLines } from "./fan_out.ts";

const variants = new Map<Traits, Variant>();

/** For a connection that is told nothing yet. */
export const SILENT: Variant = {
  name: "irc-silent",
  encode: () => NOTHING,
  encodeEntries: (_room, entries) => ({ bytes: NOTHING, ends: entries.map(() => 0) }),
};

/** The variant that all connections with these traits share. */
export function variantOf(traits: Traits): Variant {
  let variant = variants.get(traits);
  if (!variant) variants.set(traits, variant = makeVariant(traits));
  return variant;
}

function makeVariant(traits: Traits): Variant {
  return {
    name: `irc-${traits}`,
    encode: (event) => encodeLines(fanOutLines(event, traits)),
    encodeEntries: (room, entries) => sharedEntries(room, entries, traits & TAG_TRAITS),
  };
}

/** The run that was encoded last, for the variants that are asked for it next. */
let last: readonly Entry[] = [];
let lastRoom = "";
const lastRuns = new Map<Traits, EncodedEntries>();

function sharedEntries(room: string, entries: readonly Entry[], traits: Traits): EncodedEntries {
  if (entries !== last || room !== lastRoom) {
    last = entries;
    lastRoom = room;
    lastRuns.clear();
  }
  let run = lastRuns.get(traits);
  if (!run) lastRuns.set(traits, run = encodeEntries(room, entries, traits));
  return run;
}
