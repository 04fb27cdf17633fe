// `nickprompt`: chat as many tutorials write it. The server asks `NICK`, the client answers with a name, then sends
// `name: text`, and shows whatever it reads, ASCII only; its own lines come back to it.
import type { Event } from "../chat/event.ts";
import { toAscii } from "./ascii.ts";
import { classchatManner } from "./classchat_manner.ts";
import type { Variant } from "./dialect.ts";
import type { Dialect } from "./dialects.ts";
import { entryLines, linesOf } from "./plain_lines.ts";
import { sayText } from "./plain_commands.ts";
import { framesOf } from "./plain_variants.ts";
import { RawCodec, type RawManner } from "./raw_codec.ts";
import type { RawStyle } from "./raw_stream.ts";
import { cutText, type Pace, units } from "./units.ts";

const STYLE = { colour: false, labelled: false } as const;

/** Both read up to 1024 bytes at a time and show each read on a line of its own. */
export const RAW_PACE: Pace = { writeBytesMax: 1_024, gapMs: 30, joint: Uint8Array.of(10) };

function encode(lines: readonly string[]): Uint8Array {
  const pieces = lines.flatMap((line) => cutText(toAscii(line), RAW_PACE.writeBytesMax));
  // Alone in a write the word asks the client for its name.
  return units(pieces.map((piece) => piece === "NICK" ? "NICK " : piece));
}

function shown(event: Event): readonly string[] {
  if (event.type !== "member") return linesOf(event, STYLE);
  if (event.change === "joined") return [`${event.nick} joined!`];
  if (event.change === "left" || event.change === "dropped") return [`${event.nick} left!`];
  return linesOf(event, STYLE);
}

const variant: Variant = {
  name: "nickprompt",
  encode: (event) => encode(shown(event)),
  encodeEntries: (room, entries) => framesOf(entries.map((entry) => encode(entryLines(room, entry, STYLE)))),
};

const manner: RawManner = {
  variant,
  refusedName: undefined,
  encode,
  typed: (talk, text) => text.startsWith("/") ? talk.slash(text) : sayText(talk.state, text),
  welcomed: () => [],
  entered: (nick) => [`${nick} joined!`, "Connected to server!"],
  answered(event, { state }, ref) {
    if (event.type !== "said") return undefined;
    const asked = state.takeAsked(ref);
    if (asked?.type !== "say") return [];
    const entry = { seq: event.seq, from: state.nick, text: asked.text, kind: asked.kind, at: event.at };
    return entryLines(event.room, entry, STYLE);
  },
};

/** Both manners: which it is may show late. */
const MANNERS: Readonly<Record<RawStyle, RawManner>> = { nickprompt: manner, classchat: classchatManner };

/** Known by silence, not by bytes: the sniffer chooses it. */
export const nickpromptDialect: Dialect = {
  name: "nickprompt",
  sniff: () => "no",
  pace: RAW_PACE,
  open: ({ probed }) => new RawCodec("nickprompt", probed, MANNERS),
};

/** The same: bytes without a newline, and quiet. */
export const classchatDialect: Dialect = {
  name: "classchat",
  sniff: () => "no",
  pace: RAW_PACE,
  open: ({ probed }) => new RawCodec("classchat", probed, MANNERS),
};
