// What a client of `iitd` is given: one message in one read, with its length in code points, on one line. It confirms
// each before it may be given the next.
import type { Entry } from "../chat/entry.ts";
import type { Event } from "../chat/event.ts";
import { cleanLine, isBlank } from "../chat/text.ts";
import type { Variant } from "./dialect.ts";
import { linesOf } from "./plain_lines.ts";
import { framesOf } from "./plain_variants.ts";
import { cutText, NOTHING, type Pace, units } from "./units.ts";

const STYLE = { colour: false, labelled: false } as const;
const SERVER = "server";
/** With its header a message fits into one packet. */
const BODY_BYTES_MAX = 900;

export const IITD_PACE: Pace = { writeBytesMax: 1_400, gapMs: 0, joint: undefined, confirmMs: 5_000 };

/** A text as messages, one for each of its lines. */
export function forward(from: string, text: string): Uint8Array {
  const lines = text.split("\n").map(cleanLine).filter((line) => !isBlank(line));
  return units(
    lines.flatMap((line) => cutText(line, BODY_BYTES_MAX)).map((body) => {
      const length = [...body].length;
      return `FORWARD ${from}\nContent-length: ${length}\n\n${body}`;
    }),
  );
}

/** Lines from the server itself. */
export function tellLines(lines: readonly string[]): Uint8Array {
  return lines.length === 0 ? NOTHING : forward(SERVER, lines.join("\n"));
}

function forwardEntry(room: string, { from, text, kind }: Entry): Uint8Array {
  if (kind === "event") return forward(SERVER, text);
  return forward(`#${room}/${from}`, kind === "action" ? `* ${text}` : text);
}

export const iitdVariant: Variant = {
  name: "iitd",
  encode: encodeForward,
  encodeEntries: (room, entries) => framesOf(entries.map((entry) => forwardEntry(room, entry))),
};

function encodeForward(event: Event): Uint8Array {
  if (event.type === "message") return forwardEntry(event.room, event);
  if (event.type === "shout") return forward(event.from, event.text);
  if (event.type === "direct") {
    const { from, group, text } = event;
    return forward(group === undefined ? from : `${group}/${from}`, text);
  }
  // Its users know of nobody's coming and going, and confirm each line.
  if (event.type === "member" || event.type === "members" || event.type === "status") return NOTHING;
  return tellLines(linesOf(event, STYLE));
}
