// Message ids (IRCv3 message-ids): opaque to clients, but they name the entry, so that history can be asked for by
// them without a table: the seq, the time, and a digest of the room, since each room counts by itself.

/** 36³ ms: what the last three digits of a time say. */
const WINDOW_MS = 46_656;
let lastWindow = NaN;
let lastDigits = "";

/** A time in base 36. Of those that come one after the other all digits but the last three are mostly the same. */
function base36(at: number): string {
  const window = Math.floor(at / WINDOW_MS);
  if (window !== lastWindow) {
    lastDigits = window.toString(36);
    lastWindow = window;
  }
  const rest = at - window * WINDOW_MS;
  return `${lastDigits}${rest < 36 ? "00" : rest < 1_296 ? "0" : ""}${rest.toString(36)}`;
}

/** The id of a room's entry; `line` counts the lines that one entry's text was cut into, from 0. */
export function entryId(seq: number, at: number, roomDigest: string, line = 0): string {
  const id = `${seq}-${base36(at)}-${roomDigest}`;
  return line === 0 ? id : `${id}-${line}`;
}

/** The id of a message to people or everybody, which no history counts. */
export function passingId(from: string, text: string, at: number, line = 0): string {
  return `d${base36(at)}-${digest(`${from} ${text}`)}-${line}`;
}

const PASSING_ID = /^d([0-9a-z]{1,12})-[0-9a-z]{1,7}-\d{1,5}$/;

/** When a message was sent to people, by its id; `undefined` where it is none of those. */
export function passingAt(id: string): number | undefined {
  const at = PASSING_ID.exec(id)?.[1];
  return at === undefined ? undefined : parseInt(at, 36);
}

/** True for an id of this message, whichever line of it. */
export function isPassingId(
  id: string,
  { from, text, at }: { readonly from: string; readonly text: string; readonly at: number },
): boolean {
  const own = passingId(from, text, at);
  return id.slice(0, id.lastIndexOf("-")) === own.slice(0, own.lastIndexOf("-"));
}

const ENTRY_ID = /^(\d{1,15})-[0-9a-z]{1,12}-([0-9a-z]{1,7})(?:-\d{1,5})?$/;

/** The seq that an id names in a room, or `undefined` where it is none of that room's. */
export function seqOf(id: string, roomDigest: string): number | undefined {
  const found = ENTRY_ID.exec(id);
  return found && found[2] === roomDigest ? Number(found[1]) : undefined;
}

/** FNV-1a over UTF-16 units: short, the same everywhere, and no secret. */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
