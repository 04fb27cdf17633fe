// `005`: what this server can do, true to what it does (modern.ircdocs.horse, RPL_ISUPPORT).
import {
  BANS_MAX,
  GROUPS_MAX,
  NICK_LENGTH_MAX,
  NOTE_LENGTH_MAX,
  PAGE_ENTRIES_MAX,
  ROOM_LENGTH_MAX,
  ROOM_PASSWORD_LENGTH_MAX,
  UID_LENGTH_MAX,
} from "../../chat/limits.ts";
import { CHANNELS_MAX, KICKS_MAX, LIST_CONDITIONS_MAX, MONITOR_NICKS_MAX, TARGETS_MAX } from "./limits.ts";
import { CHANMODES, PREFIX } from "./modes.ts";
import { networkOf } from "./names.ts";
import { RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";

/** Tokens of one line (modern.ircdocs.horse: 13 at most). */
const TOKENS_MAX = 13;

const TARGMAX = [
  `JOIN:${CHANNELS_MAX}`,
  `KICK:${KICKS_MAX}`,
  `LIST:${LIST_CONDITIONS_MAX}`,
  "NAMES:1",
  `NOTICE:${TARGETS_MAX}`,
  `PART:${CHANNELS_MAX}`,
  `PRIVMSG:${TARGETS_MAX}`,
  "WHOIS:1",
  "WHOWAS:1",
].join();

/** All tokens; `roomsMax` rooms may be joined at once. */
export function supported(network: string, roomsMax: number): readonly string[] {
  return [
    `AWAYLEN=${NOTE_LENGTH_MAX}`,
    // Names are compared by Unicode's folding; of ASCII it is the letters alone that have case.
    "CASEMAPPING=ascii",
    `CHANLIMIT=#:${roomsMax},&:${GROUPS_MAX}`,
    `CHANMODES=${CHANMODES}`,
    `CHANNELLEN=${ROOM_LENGTH_MAX + 1}`,
    "CHANTYPES=#&",
    `CHATHISTORY=${PAGE_ENTRIES_MAX}`,
    // No client-only tag is passed on.
    "CLIENTTAGDENY=*",
    "ELIST=MU",
    `KEYLEN=${ROOM_PASSWORD_LENGTH_MAX}`,
    `MAXLIST=b:${BANS_MAX}`,
    "MODES",
    `MONITOR=${MONITOR_NICKS_MAX}`,
    "MSGREFTYPES=msgid,timestamp",
    `NAMELEN=${UID_LENGTH_MAX}`,
    `NETWORK=${network}`,
    `NICKLEN=${NICK_LENGTH_MAX}`,
    `PREFIX=${PREFIX}`,
    "SAFELIST",
    `TARGMAX=${TARGMAX}`,
    `TOPICLEN=${NOTE_LENGTH_MAX}`,
    "UTF8ONLY",
    "WHOX",
  ];
}

/** Writes the `005` lines. */
export function tellSupported(reply: Reply, roomsMax: number): void {
  const tokens = supported(networkOf(reply.session.server), roomsMax);
  for (let from = 0; from < tokens.length; from += TOKENS_MAX) {
    reply.numeric(RPL.isupport, ...tokens.slice(from, from + TOKENS_MAX), "are supported by this server");
  }
}
