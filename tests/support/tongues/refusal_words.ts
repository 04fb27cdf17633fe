// Refusals by their sentences, for dialects that show nothing but those.
import type { RefusalCode } from "../../../lib/chat/refusal.ts";

const WORDS: { readonly [code in RefusalCode]?: RegExp } = {
  "bad-nick": /A nick has/,
  "nick-reserved": /is reserved/,
  "nick-taken": /is (?:taken|in use|called)|looks like/,
  "nick-registered": /is registered already/,
  "bad-room": /A room|room's name|cannot be a room|is no room/,
  "room-exists": /\/join \S+ enters it/,
  "no-such-room": /There is no such room/,
  "room-full": /full/,
  "bad-password": /password/i,
  "invite-only": /invite/,
  "banned": /banned/i,
  "not-in-room": /no such room that you can see|not in that room|in no room/,
  "not-allowed": /^(?:Only|\S+ has as much say)|may do that/,
  "text-empty": /nothing to say/,
  "text-too-long": /at most/,
  "muted": /muted/,
  "not-to-yourself": /your own name|That is yourself/,
  "no-such-user": /is not here|are not here|Client not active/,
  "bad-group": /Syntax error|It is written group|group's name/i,
  "group-exists": /is in use/,
  "group-too-small": /at least three|atleast three/,
  "no-such-group": /There is no group|You are not in/,
  "not-in-group": /You are not in/,
};

/** Whether a sentence can be known as this refusal's. */
export function hasWords(code: string): boolean {
  return Object.hasOwn(WORDS, code);
}

/** The refusals that a sentence may stand for. */
export function codesOf(sentence: string): readonly string[] {
  return Object.entries(WORDS).filter(([, words]) => words.test(sentence)).map(([code]) => code);
}
