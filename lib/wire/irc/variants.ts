// The variants of the IRC dialect: one for each set of traits, made when it is first needed, sixteen at most.
import type { Variant } from "../dialect.ts";
import { encodeLines } from "./bytes.ts";
import type { Traits } from "./caps.ts";
import { encodeEntries } from "./entries.ts";
import { fanOutLines } from "./fan_out.ts";

const variants = new Map<Traits, Variant>();

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
    encodeEntries: (room, entries) => encodeEntries(room, entries, traits),
  };
}
