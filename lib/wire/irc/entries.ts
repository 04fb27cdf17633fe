// A room's entries as lines of IRC. A run of them is one string that is encoded once: this is what most bytes of the
// server come from.
import type { Entry } from "../../chat/entry.ts";
import type { EncodedEntries } from "../dialect.ts";
import { actLines } from "./acts.ts";
import { encodeText } from "./bytes.ts";
import { utf8Length } from "./length.ts";
import { TAG_TRAITS, TRAITS, type Traits } from "./caps.ts";
import { BODY_BYTES_MAX } from "./limits.ts";
import { accountTag } from "./message.ts";
import { digest, entryId } from "./msgid.ts";
import { channelOf, SERVER_NAME, sourceOf } from "./names.ts";
import { isPlain, textLines } from "./texts.ts";
import { isoTime } from "./time.ts";

const NEWLINE = 10;

/** What every line of a room's entries shares: worked out once for a run. */
export interface Place {
  readonly channel: string;
  readonly digest: string;
  readonly traits: Traits;
  readonly room: string;
  /** Shown as what was: with this tag more (`batch=1`), or none. */
  readonly past?: { readonly tag: string | undefined };
}

export function placeOf(room: string, traits: Traits, past?: Place["past"]): Place {
  const place = { channel: channelOf(room), room, digest: traits & TRAITS.tags ? digest(room) : "", traits };
  return past === undefined ? place : { ...place, past };
}

/** The lines of one entry, with their tags. */
export function entryLines(place: Place, entry: Entry): readonly string[] {
  const acts = place.past || entry.kind !== "event" ? undefined : actLines(place.room, entry);
  const lines = acts ?? textLines(headOf(place, entry), entry.text, entry.kind === "action");
  if (place.traits === 0 && place.past?.tag === undefined) return lines;
  return lines.map((line, index) => tagsOf(place, entry, index) + line);
}

/** The frames of consecutive entries. */
export function encodeEntries(room: string, entries: readonly Entry[], traits: Traits): EncodedEntries {
  const place = placeOf(room, traits);
  const tagged = (traits & TAG_TRAITS) !== 0;
  const ends: number[] = [];
  const counts: number[] = [];
  let text = "";
  for (const entry of entries) {
    const head = headOf(place, entry);
    if (entry.kind === "text" && isPlain(entry.text, BODY_BYTES_MAX - utf8Length(head))) {
      text += `${tagged ? tagsOf(place, entry, 0) : ""}${head}${entry.text}\r\n`;
      counts.push(1);
    } else {
      const lines = entryLines(place, entry);
      for (const line of lines) text += `${line}\r\n`;
      counts.push(lines.length);
    }
    ends.push(text.length);
  }
  const bytes = encodeText(text);
  return { bytes, ends: bytes.length === text.length ? ends : endsOf(bytes, counts) };
}

/** Where each entry ends: no line has a newline within. */
function endsOf(bytes: Uint8Array, counts: readonly number[]): number[] {
  let end = 0;
  return counts.map((count) => {
    for (let line = 0; line < count; line++) end = bytes.indexOf(NEWLINE, end) + 1;
    return end;
  });
}

function headOf({ channel }: Place, { kind, from }: Entry): string {
  switch (kind) {
    case "text":
    case "action":
      return `:${sourceOf(from)} PRIVMSG ${channel} :`;
    case "notice":
      return `:${sourceOf(from)} NOTICE ${channel} :`;
    default:
      // Kinds that come later have a readable text: it is the server that tells it.
      return `:${SERVER_NAME} NOTICE ${channel} :`;
  }
}

/** The tags with the blank after them; `""` for none. Put together from the front: a text that is cut is copied. */
function tagsOf({ traits, digest, past }: Place, { seq, at, account }: Entry, line: number): string {
  let tags = past?.tag === undefined ? "" : `@${past.tag}`;
  if (traits & TRAITS.time) tags += `${tags === "" ? "@" : ";"}time=${isoTime(at)}`;
  if (traits & TRAITS.tags) tags += `${tags === "" ? "@" : ";"}msgid=${entryId(seq, at, digest, line)}`;
  if (traits & TRAITS.account && account !== undefined) tags += `${tags === "" ? "@" : ";"}${accountTag(account)}`;
  return tags === "" ? "" : `${tags} `;
}
