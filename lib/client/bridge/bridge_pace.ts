// What a bridge gives to an older client must come as the server wrote it: the network between may join writes and cut
// them. So what arrives is gathered until it is quiet, and handed on in pieces that the client can bear.
import type { Clock } from "../../clock.ts";
import { JsonScanner } from "../../wire/json_span.ts";

/** How one of the older clients must be given what is for it. */
export interface BridgePace {
  readonly writeBytesMax: number;
  readonly gapMs: number;
  /** Where the first of `bytes` may be cut off, at most `most` of them; 0: not yet. */
  cut(bytes: Uint8Array, most: number): number;
}

const latin1 = new TextDecoder("latin1");

/** A message of the server's comes within this of its first byte. */
const GATHER_MS = 20;

/** Never within a character of UTF-8. */
export function cutAtCharacter(bytes: Uint8Array, most: number): number {
  if (bytes.length <= most) return bytes.length;
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end || most;
}

/** Between two JSON objects; nothing stands between them. */
export function cutAtObject(bytes: Uint8Array, most: number): number {
  const text = latin1.decode(bytes.subarray(0, most));
  let end = 0;
  for (;;) {
    const next = new JsonScanner().scan(text, end);
    if (next === undefined) break;
    end = next;
  }
  return end === 0 && bytes.length > most ? most : end;
}

export interface Reading {
  read(into: Uint8Array): Promise<number | null>;
}
export interface Writing {
  write(bytes: Uint8Array): Promise<number>;
}

/** Hands on what is read at the client's pace, until the server ends. Rejects where one of the two breaks. */
export async function handOn(from: Reading, to: Writing, pace: BridgePace, clock: Clock): Promise<void> {
  const buffer = new Uint8Array(16_384);
  const pause = (ms: number) => new Promise<"quiet">((resolve) => clock.after(ms, () => resolve("quiet")));
  let gathered = new Uint8Array(0);
  let reading: Promise<number | null> | undefined;
  let ended = false;
  while (!ended || gathered.length > 0) {
    const ripe = ended || gathered.length >= pace.writeBytesMax;
    if (!ripe) {
      reading ??= from.read(buffer);
      const count = await (gathered.length === 0 ? reading : Promise.race([reading, pause(GATHER_MS)]));
      if (count === null) ended = true;
      if (typeof count === "number") gathered = join(gathered, buffer.subarray(0, count));
      if (count !== "quiet") {
        reading = undefined;
        continue;
      }
    }
    const end = pace.cut(gathered, pace.writeBytesMax) || (ended ? gathered.length : 0);
    if (end === 0) {
      // Half of an object: the rest of it is awaited, however long.
      const count = await (reading ??= from.read(buffer));
      reading = undefined;
      if (count === null) ended = true;
      else gathered = join(gathered, buffer.subarray(0, count));
      continue;
    }
    await writeAll(to, gathered.subarray(0, end));
    gathered = gathered.slice(end);
    await pause(pace.gapMs);
  }
}

export async function writeAll(to: Writing, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
