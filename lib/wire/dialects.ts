// The languages that one port understands: one row each. The sniffer goes through the rows in order and asks each
// about the first bytes of a stream; the order and the doubtful cases are its concern, the bytes are the row's.
import type { Codec } from "./dialect.ts";
import type { Pace } from "./units.ts";

/** What a listener may be made for; `auto` tells them apart. */
export type DialectName = "native" | "irc" | "plain" | "iitd" | "nickprompt" | "classchat" | "muca";

/** The beginning of a stream, as a row is asked about it: without telnet's own sequences and newlines before all else. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** The same with a character for each byte (not decoded): for patterns. */
  readonly text: string;
  /** The first line without its `\r\n` or `\n`, undecoded as well; `undefined` while no newline has come. */
  readonly line: string | undefined;
}

/** `wait`: it begins like mine, but more is needed; no row after this one is asked meanwhile. */
export type Verdict = "yes" | "no" | "wait";

/** What a codec is told of the connection that it is opened for. */
export interface Opening {
  /** `name/version` of this server. */
  readonly server: string;
  /** Where the peer is: an IP address. */
  readonly address: string;
  /** The sniffer has written the four bytes `NICK` already. */
  readonly probed: boolean;
  /** The peer has sent something already. */
  readonly begun: boolean;
}

/** One language. */
export interface Dialect {
  readonly name: DialectName;
  sniff(sample: Sample): Verdict;
  /** Written before a close where the rest of what began like this did not come in time. */
  readonly late?: Uint8Array;
  /** Its frames consist of units, which are written at this pace. Without it they are written as they are. */
  readonly pace?: Pace;
  /** Where one person comes with two sockets: whose second one this is, by its first bytes. */
  secondOf?(bytes: Uint8Array): string | undefined;
  /** What a second socket is told that nobody awaits. */
  readonly notAwaited?: Uint8Array;
  /** A hello with the `uid` of somebody who is connected from the same address takes that one's place. */
  readonly takesOver?: true;
  /** How long a peer may take until its `welcome`, where that is more than the usual: a person thinks. */
  readonly welcomeMs?: number;
  /** Who comes back can take up where they were, and ask again for what they had no answer to. */
  readonly resumes?: true;
  /** A codec for one connection; the whole stream, what was sniffed at included, is then fed to its decoder. */
  open(opening: Opening): Codec;
}
