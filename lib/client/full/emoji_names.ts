// The names of emoji, as GitHub and others write them between colons. A file of its own, since it is large: what reads
// it loads it when the screen stands already.
import { nameToEmoji } from "gemoji";

/** Emoji by name, in the order of their chart. */
export const EMOJI_NAMES: EmojiNames = Object.entries(nameToEmoji);

export type EmojiNames = readonly (readonly [name: string, emoji: string])[];
