// The row of IRC: who begins with one of the few commands that a client may begin with, and gives it something.
import type { Dialect } from "./dialects.ts";
import { ircCodec } from "./irc/codec.ts";

const FIRST_LINE = /^(?:CAP|PASS|NICK|USER|WEBIRC|AUTHENTICATE) +\S/i;
/** Enough of one to wait for the rest of its line; in capitals only, since people have names. */
const BEGUN = /^(?:CAP|PASS|NICK|USER|WEBIRC|AUTHENTICATE) /;

/** IRC for the sniffer (RFC 1459, 4.1: PASS, NICK, USER; IRCv3: CAP, AUTHENTICATE). */
export const ircDialect: Dialect = {
  name: "irc",
  sniff({ text, line }) {
    if (line !== undefined) return FIRST_LINE.test(line) ? "yes" : "no";
    return BEGUN.test(text) ? "wait" : "no";
  },
  open: ({ server, probed }) => ircCodec(server, probed),
};
