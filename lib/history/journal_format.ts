// How a batch stands in the journal: sections of lines, packed into values of the database, encoded once.
import { formatEntry } from "../chat/entry.ts";
import { hashText } from "../chat/hash.ts";
import type { RoomId, SessionId } from "../chat/room.ts";
import { quote } from "../chat/text.ts";
import { dayOf } from "./keys.ts";
import type { RefRecord, Run } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** The most bytes that one value of the database may have. */
export const VALUE_BYTES_MAX = 65_536;

/** Consecutive entries of a room, as {@linkcode formatEntry} lines; the seq of the first is `seq`. */
export interface EntriesSection {
  readonly type: "entries";
  readonly room: RoomId;
  readonly seq: number;
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Refs that sessions of one bucket used in a room on a day, as lines `[at,"session",seq,"ref",seq,"ref",…]`; the first of
 * them made the entry `seq`. Buckets keep both small: the number of keys where many talk, and what is read to find one's
 * refs.
 */
export interface RefsSection {
  readonly type: "refs";
  readonly room: RoomId;
  readonly seq: number;
  readonly count: number;
  readonly bucket: number;
  readonly day: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type Section = EntriesSection | RefsSection;
type Header = Omit<EntriesSection, "bytes"> | Omit<RefsSection, "bytes">;

/** A batch's runs as the journal keeps them. The sections' bytes lie in the values. */
export interface Journaled {
  readonly values: readonly Uint8Array<ArrayBuffer>[];
  readonly sections: readonly Section[];
}

const NEWLINE = 10;
/** Refs in a line: so few that a value holds it, whatever they are. */
const LINE_REFS_MAX = 128;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Encodes runs; what one gets back from {@linkcode decodeJournal} are the same sections.
 *
 * @throws {RangeError} Where an entry is too long for a value.
 */
export function encodeJournal(runs: readonly Run[]): Journaled {
  const packer = new Packer();
  for (const { room, entries, refs, lines = entries.map(formatEntry) } of runs) {
    const seqs = entries.map(({ seq }) => seq);
    packer.add(lines, seqs, (seq, count) => ({ type: "entries", room, seq, count }));
    for (const group of groupRefs(refs)) {
      const bucket = bucketOf(group[0].session);
      const day = dayOf(group[0].at);
      const { lines, seqs } = formatRefs(group);
      packer.add(lines, seqs, (seq, count) => ({ type: "refs", room, seq, count, bucket, day }));
    }
  }
  return packer.finish();
}

/** The sections of a value of the journal. */
export function* decodeJournal(value: Uint8Array<ArrayBuffer>): Iterable<Section> {
  for (let start = 0; start < value.length;) {
    const body = value.indexOf(NEWLINE, start) + 1;
    const header = parseHeader(decoder.decode(value.subarray(start, body)));
    let end = body;
    for (let line = 0; line < header.count; line++) end = value.indexOf(NEWLINE, end) + 1;
    yield { ...header, bytes: value.subarray(body, end - 1) };
    start = end;
  }
}

/** The lines of a section, or of sections that were joined. */
export function linesOf(bytes: Uint8Array): string[] {
  return decoder.decode(bytes).split("\n");
}

/** Where a value grows; it is copied before anything is awaited, so that one serves all. */
const scratch = new Uint8Array(VALUE_BYTES_MAX);

/** Fills values with sections, each of them whole in one value. */
class Packer {
  readonly #values: Uint8Array<ArrayBuffer>[] = [];
  readonly #sections: Section[] = [];
  #pending: { readonly header: Header; readonly start: number; readonly end: number }[] = [];
  #length = 0;

  /** Adds lines as one section, or as several where one value does not hold them. */
  add(lines: readonly string[], seqs: readonly number[], header: (seq: number, count: number) => Header): void {
    const made = header(seqs[0] ?? 0, lines.length);
    if (this.#write(`${formatHeader(made)}\n${lines.join("\n")}\n`, made)) return;
    if (lines.length < 2) throw new RangeError(`Cannot store entry ${made.seq}: it is longer than a value may be`);
    const half = lines.length >> 1;
    this.add(lines.slice(0, half), seqs.slice(0, half), header);
    this.add(lines.slice(half), seqs.slice(half), header);
  }

  finish(): Journaled {
    this.#flush();
    return { values: this.#values, sections: this.#sections };
  }

  #write(text: string, header: Header): boolean {
    if (text.length > VALUE_BYTES_MAX) return false;
    const start = this.#length;
    const { read, written } = encoder.encodeInto(text, scratch.subarray(start));
    if (read === text.length) {
      this.#length += written;
      this.#pending.push({ header, start: scratch.indexOf(NEWLINE, start) + 1, end: this.#length - 1 });
      return true;
    }
    if (start === 0) return false;
    this.#flush();
    return this.#write(text, header);
  }

  #flush(): void {
    if (this.#length === 0) return;
    const value = scratch.slice(0, this.#length);
    this.#values.push(value);
    for (const { header, start, end } of this.#pending) {
      this.#sections.push({ ...header, bytes: value.subarray(start, end) });
    }
    this.#pending = [];
    this.#length = 0;
  }
}

/** The bucket of a session: one of 64. */
export function bucketOf(session: SessionId): number {
  return hashText(session) & 63;
}

/** One line for all that a session said at one moment: `seqs` are those of the lines' first refs. */
function formatRefs(refs: readonly RefRecord[]): { readonly lines: string[]; readonly seqs: number[] } {
  const lines: string[] = [];
  const seqs: number[] = [];
  for (let next = 0; next < refs.length;) {
    const { session, at, seq } = refs[next] as RefRecord;
    let line = `[${at},${quote(session)}`;
    const end = Math.min(refs.length, next + LINE_REFS_MAX);
    for (let each = refs[next]; next < end && each?.session === session && each.at === at; each = refs[++next]) {
      line += `,${each.seq},${quote(each.ref)}`;
    }
    lines.push(`${line}]`);
    seqs.push(seq);
  }
  return { lines, seqs };
}

/** Reads a line of a section of refs; in histories of the first version each has one, as `["ref",seq,at,"session"]`. */
export function parseRefs(line: string): RefRecord[] {
  const [first, second, ...rest] = JSON.parse(line) as (string | number)[];
  if (typeof first === "string") {
    return [{ session: rest[1] as SessionId, ref: first, seq: second as number, at: rest[0] as number }];
  }
  const refs: RefRecord[] = [];
  for (let index = 0; index < rest.length; index += 2) {
    refs.push({
      session: second as SessionId,
      ref: rest[index + 1] as string,
      seq: rest[index] as number,
      at: first as number,
    });
  }
  return refs;
}

/** Refs of one bucket and one day together, in their order. */
function groupRefs(refs: readonly RefRecord[]): Iterable<readonly [RefRecord, ...RefRecord[]]> {
  const groups = new Map<number, [RefRecord, ...RefRecord[]]>();
  let last: [RefRecord, ...RefRecord[]] | undefined;
  for (const ref of refs) {
    // Most runs are of few sessions and of one moment: then nothing need be looked up.
    if (last?.[0].session === ref.session && last[0].at === ref.at) {
      last.push(ref);
      continue;
    }
    const key = 64 * dayOf(ref.at) + bucketOf(ref.session);
    last = groups.get(key);
    if (last) last.push(ref);
    else groups.set(key, last = [ref]);
  }
  return groups.values();
}

function formatHeader(header: Header): string {
  const { room, seq, count } = header;
  return JSON.stringify(
    header.type === "entries" ? [room, seq, count] : [room, seq, count, header.bucket, header.day],
  );
}

function parseHeader(text: string): Header {
  try {
    const [room, seq, count, bucket, day] = JSON.parse(text) as [RoomId, number, number, number?, number?];
    if (bucket === undefined || day === undefined) return { type: "entries", room, seq, count };
    return { type: "refs", room, seq, count, bucket, day };
  } catch (cause) {
    throw new StoreError("damaged", "Cannot read the history's journal: it is damaged; put a backup in its place", {
      cause,
    });
  }
}
