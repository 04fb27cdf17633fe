// The lines of a conversation on the screen, each under a number that never changes: so the line on top of the screen
// is found again whatever came before or after it. Old values stay as they were, and adding copies one chunk at most.
import { type Line, seqOf } from "../line.ts";

const CHUNK_LINES = 128;
/** Lines kept of one conversation, to the nearest chunk. */
export const TRANSCRIPT_LINES_MAX = 10_240;
/** Comings and goings that stand in one line. */
const PRESENCE_CHANGES_MAX = 100;

export interface Transcript {
  readonly chunks: readonly (readonly Line[])[];
  /** The number of the first line; the others follow without holes. */
  readonly firstId: number;
  readonly length: number;
}

export const EMPTY_TRANSCRIPT: Transcript = { chunks: [], firstId: 0, length: 0 };

/** A transcript of these lines. */
export function transcriptOf(lines: readonly Line[]): Transcript {
  return lines.reduce(append, EMPTY_TRANSCRIPT);
}

/** The number of the last line; `firstId - 1` where there is none. */
export function lastIdOf({ firstId, length }: Transcript): number {
  return firstId + length - 1;
}

/** The line of this number. */
export function lineAt({ chunks, firstId }: Transcript, id: number): Line | undefined {
  let at = id - firstId;
  if (at < 0) return undefined;
  for (const chunk of chunks) {
    if (at < chunk.length) return chunk[at];
    at -= chunk.length;
  }
  return undefined;
}

/** One line more; comings and goings join those before them. The oldest lines make room. */
export function append(transcript: Transcript, line: Line): Transcript {
  const { chunks, firstId, length } = transcript;
  const newest = chunks.at(-1) ?? [];
  const last = newest.at(-1);
  if (line.type === "presence" && last?.type === "presence" && last.changes.length < PRESENCE_CHANGES_MAX) {
    const joined = { ...last, changes: [...last.changes, ...line.changes] };
    return { ...transcript, chunks: chunks.with(-1, newest.with(-1, joined)) };
  }
  if (chunks.length > 0 && newest.length < CHUNK_LINES) {
    return { chunks: chunks.with(-1, [...newest, line]), firstId, length: length + 1 };
  }
  const grown = { chunks: [...chunks, [line]], firstId, length: length + 1 };
  return grown.length > TRANSCRIPT_LINES_MAX ? withoutOldest(grown) : grown;
}

/** Older lines before it. */
export function prepend({ chunks, firstId, length }: Transcript, lines: readonly Line[]): Transcript {
  if (lines.length === 0) return { chunks, firstId, length };
  return { chunks: [lines, ...chunks], firstId: firstId - lines.length, length: length + lines.length };
}

/** Other lines in place of this one: those after it keep their numbers, those before it move up. */
export function replaceAt({ chunks, firstId, length }: Transcript, id: number, lines: readonly Line[]): Transcript {
  let at = id - firstId;
  const parts = chunks.flatMap((chunk) => {
    const here = at >= 0 && at < chunk.length;
    const split = here ? [chunk.slice(0, at), lines, chunk.slice(at + 1)] : [chunk];
    at -= chunk.length;
    return split.filter((part) => part.length > 0);
  });
  const more = lines.length - 1;
  return { chunks: parts, firstId: firstId - more, length: length + more };
}

/** The number of the hole that ends before this seq. */
export function idOfGap(transcript: Transcript, before: number): number | undefined {
  return idWhere(transcript, (line) => line.type === "gap" && line.before === before);
}

/** Newer lines after it, as a whole. */
export function extend({ chunks, firstId, length }: Transcript, lines: readonly Line[]): Transcript {
  return lines.length === 0
    ? { chunks, firstId, length }
    : { chunks: [...chunks, lines], firstId, length: length + lines.length };
}

/** Lets go of the chunk furthest from what is being read, where it has become too long. */
export function bounded(transcript: Transcript, side: "oldest" | "newest"): Transcript {
  let now = transcript;
  while (now.length > TRANSCRIPT_LINES_MAX && now.chunks.length > 1) {
    now = side === "oldest" ? withoutOldest(now) : withoutNewest(now);
  }
  return now;
}

/** The words that make a conversation: copies of private ones stand in a room, too, and do not count. */
export type WordsType = "said" | "direct";

/** The seq of the oldest (`1`) or newest (`-1`) words of a conversation. */
export function seqAtEnd(transcript: Transcript, step: 1 | -1, type: WordsType = "said"): number | undefined {
  const [first, last] = [transcript.firstId, lastIdOf(transcript)];
  for (let id = step > 0 ? first : last; id >= first && id <= last; id += step) {
    const line = lineAt(transcript, id);
    if (line?.type !== type) continue;
    const seq = seqOf(line);
    if (seq !== undefined) return seq;
  }
  return undefined;
}

/** The number of the line that holds this entry. */
export function idOfSeq(transcript: Transcript, seq: number): number | undefined {
  return idWhere(transcript, (line) => line.type === "said" && line.seq === seq);
}

/** The number of the first line that fits. */
export function idWhere(transcript: Transcript, fits: (line: Line) => boolean): number | undefined {
  let id = transcript.firstId;
  for (const chunk of transcript.chunks) {
    const at = chunk.findIndex(fits);
    if (at >= 0) return id + at;
    id += chunk.length;
  }
  return undefined;
}

function withoutOldest({ chunks, firstId, length }: Transcript): Transcript {
  const gone = chunks[0]?.length ?? 0;
  return { chunks: chunks.slice(1), firstId: firstId + gone, length: length - gone };
}

function withoutNewest({ chunks, firstId, length }: Transcript): Transcript {
  return { chunks: chunks.slice(0, -1), firstId, length: length - (chunks.at(-1)?.length ?? 0) };
}
