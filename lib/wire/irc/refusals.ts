// The hub's refusals as numerics: each says what it is about, and keeps the hub's sentence, which says what to do.
import type { Refusal, RefusalCode } from "../../chat/refusal.ts";
import { ERR, type Numeric, RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";

/** What was refused: the command, and what it was about as the client named it. */
export interface Refused {
  readonly verb: string;
  readonly target?: string;
}

/** What stands before the sentence: the target, the verb, or nothing. */
type About = "target" | "verb" | "nothing";

const NUMERICS: Readonly<Record<RefusalCode, readonly [Numeric, About]>> = {
  "line-too-long": [ERR.inputTooLong, "nothing"],
  "bad-json": [ERR.unknown, "verb"],
  "unknown-op": [ERR.unknownCommand, "verb"],
  "bad-request": [ERR.unknown, "verb"],
  "bad-version": [ERR.unknown, "verb"],
  "not-welcome": [ERR.notRegistered, "nothing"],
  "bad-nick": [ERR.erroneousNick, "target"],
  "nick-reserved": [ERR.erroneousNick, "target"],
  "nick-taken": [ERR.nickInUse, "target"],
  "nick-registered": [ERR.nickInUse, "target"],
  "bad-password": [ERR.badChannelKey, "target"],
  "weak-password": [ERR.unknown, "verb"],
  "not-registered": [ERR.noSuchNick, "target"],
  "server-full": [ERR.unknown, "verb"],
  "too-many-connections": [ERR.unknown, "verb"],
  "banned": [ERR.bannedFromChannel, "target"],
  "bad-room": [ERR.noSuchChannel, "target"],
  // On a JOIN that would make the room: it is there, but hidden, and needs a key or an invite.
  "room-exists": [ERR.inviteOnly, "target"],
  "no-such-room": [ERR.noSuchChannel, "target"],
  "room-full": [ERR.channelIsFull, "target"],
  "invite-only": [ERR.inviteOnly, "target"],
  "bad-invite": [ERR.inviteOnly, "target"],
  "too-many-rooms": [ERR.tooManyChannels, "target"],
  "not-in-room": [ERR.notOnChannel, "target"],
  "not-allowed": [ERR.notOperator, "target"],
  "text-empty": [ERR.noText, "nothing"],
  "text-too-long": [ERR.inputTooLong, "nothing"],
  "not-to-yourself": [ERR.unknown, "verb"],
  "no-such-user": [ERR.noSuchNick, "target"],
  "bad-group": [ERR.noSuchChannel, "target"],
  "group-exists": [ERR.unknown, "verb"],
  "group-too-small": [ERR.unknown, "verb"],
  "no-such-group": [ERR.noSuchChannel, "target"],
  "not-in-group": [ERR.notOnChannel, "target"],
  "too-fast": [RPL.tryAgain, "verb"],
  "muted": [ERR.cannotSend, "target"],
  "storage": [ERR.unknown, "verb"],
  "busy": [RPL.tryAgain, "verb"],
  "internal": [ERR.unknown, "verb"],
};

/** Answers no, by the numeric of the refusal or by one that suits the command better. */
export function refused(reply: Reply, refusal: Refusal, { verb, target }: Refused, better?: Numeric): void {
  const [usual, about] = NUMERICS[refusal.code];
  if (better !== undefined) return reply.numeric(better, target ?? verb, refusal.text);
  switch (about) {
    case "target":
      return reply.numeric(usual, target ?? "*", refusal.text);
    case "verb":
      return reply.numeric(usual, verb, refusal.text);
    case "nothing":
      return reply.numeric(usual, refusal.text);
  }
}
