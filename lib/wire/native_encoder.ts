// Values to lines of the native dialect: compact JSON, `op` first, then `ref`, one line each. Both sides write by it.
import { type Entry, formatEntry } from "../chat/entry.ts";
import type { Event, Joined } from "../chat/event.ts";
import type { MemberInfo } from "../chat/info.ts";
import { quote } from "../chat/text.ts";
import type { EncodedEntries, Reply } from "./dialect.ts";

const encoder = new TextEncoder();
const NEWLINE = 10;

// Making a buffer costs more than filling it, so short lines share one: each gets the next bytes of the slab, and a
// full slab is left to those who hold its lines. It is small because one waiting line keeps all of it in memory.
const SLAB_BYTES = 2_048;
const UTF8_BYTES_MAX = 3;
const SHORT_LENGTH_MAX = 512;
let slab = new Uint8Array(SLAB_BYTES);
let slabUsed = 0;

/** What a line is made of: its tag goes out as `op`. */
interface Tagged {
  readonly type: string;
}

/** The line of a command or an event, with its `\n`. The bytes are a view that nobody may write to. */
export function encodeLine(value: Tagged, ref: string | undefined): Uint8Array {
  return encode(formatLine(value, ref));
}

const textByMember = new WeakMap<MemberInfo, string>();

/** As {@linkcode formatLine} would: whoever comes into a crowd is told of hundreds, mostly of the same ones. */
function formatJoined(event: Joined, ref: string | undefined): string {
  let members = "";
  for (const member of event.members) {
    let text = textByMember.get(member);
    if (text === undefined) textByMember.set(member, text = JSON.stringify(member));
    members += members === "" ? text : `,${text}`;
  }
  const bare: Joined = { ...event, members: [] };
  const line = formatLine(bare, ref);
  const at = line.indexOf('"members":[]') + '"members":['.length;
  return `${line.slice(0, at)}${members}${line.slice(at)}`;
}

/** The line of an answer. */
export function encodeReply(event: Event, ref: string | undefined): Uint8Array {
  return encode(formatReply(event, ref));
}

/** The lines of several answers, encoded at once. */
export function encodeReplies(replies: readonly Reply[]): Uint8Array {
  let text = "";
  for (const { event, ref } of replies) text += formatReply(event, ref);
  return encode(text);
}

function formatReply(event: Event, ref: string | undefined): string {
  if (event.type === "said") return formatSaid(event, ref);
  return event.type === "joined" ? formatJoined(event, ref) : formatLine(event, ref);
}

// They come in rows: what a row has in common is written once.
let saidRoom: string | undefined;
let roomPart = "";
let saidAt: number | undefined;
let atPart = "";

/** As {@linkcode formatLine} would: the one answer of which there are very many. */
function formatSaid({ room, seq, at }: Event & { readonly type: "said" }, ref: string | undefined): string {
  if (room !== saidRoom) {
    saidRoom = room;
    roomPart = `,"room":${quote(room)},"seq":`;
  }
  if (at !== saidAt) {
    saidAt = at;
    atPart = `,"at":${at}}\n`;
  }
  return `{"op":"said"${ref === undefined ? "" : `,"ref":${quote(ref)}`}${roomPart}${seq}${atPart}`;
}

function formatLine(value: Tagged, ref: string | undefined): string {
  const head = ref === undefined ? `{"op":"${value.type}"` : `{"op":"${value.type}","ref":${quote(ref)}`;
  const body = JSON.stringify(value);
  const tag = `{"type":"${value.type}"`;
  // Nearly every value was written with its tag first, so its text needs no more than another beginning.
  if (body.startsWith(tag)) return `${head}${body.slice(tag.length)}\n`;
  const { type: _, ...fields } = value;
  const rest = JSON.stringify(fields);
  return rest === "{}" ? `${head}}\n` : `${head},${rest.slice(1)}\n`;
}

/** The `message` lines of consecutive entries of a room, encoded at once. The bytes are a view as well. */
export function encodeEntryLines(
  room: string,
  entries: readonly Entry[],
  lines: readonly string[] = entries.map(formatEntry),
): EncodedEntries {
  const head = `{"op":"message","room":${quote(room)},`;
  const ends: number[] = [];
  let text = "";
  for (const line of lines) {
    text += `${head}${line.slice(1)}\n`;
    ends.push(text.length);
  }
  const bytes = encode(text);
  return { bytes, ends: bytes.length === text.length ? ends : lineEnds(bytes) };
}

/** Where each line ends: JSON has no bare newline, so it is after every one that is found. */
function lineEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let end = bytes.indexOf(NEWLINE) + 1; end > 0; end = bytes.indexOf(NEWLINE, end) + 1) ends.push(end);
  return ends;
}

function encode(text: string): Uint8Array {
  if (text.length > SHORT_LENGTH_MAX) return encoder.encode(text);
  if (slabUsed + text.length * UTF8_BYTES_MAX > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    slabUsed = 0;
  }
  const start = slabUsed;
  slabUsed += encoder.encodeInto(text, slab.subarray(start)).written;
  return slab.subarray(start, slabUsed);
}
