// What goes to a client of `muca`: JSON objects in ASCII with nothing between them, each small enough for one read. It
// splits what it reads at `}{`, so no string may hold a brace.
import { END_LATEST, unit, units } from "./units.ts";

/** The client reads 1,000 bytes at a time and loses its reader over an object that is cut. */
export const OBJECT_BYTES_MAX = 900;
/** Longest identity, escaped: with the longest nick it must fit into an object of a list. */
export const UID_BYTES_MAX = 380;

/** A peer as the client lists it. */
export interface MucaPeer {
  readonly name: string;
  readonly uid: string;
}

export type MucaMessageType = "PRIVATE" | "GROUP" | "ALL";

/** A string as the client can read it. */
export function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[{}]|[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function ack(type: "OKAY" | "FAIL"): Uint8Array {
  return unit(`{"CMD": "ACK", "TYPE": "${type}"}`);
}

/** A message, in several objects where it is long. Each ends with a newline, as the client's own do. */
export function message(type: MucaMessageType, from: string, text: string): Uint8Array {
  const object = (piece: string) =>
    `{"CMD": "MSG", "TYPE": "${type}", "MSG": ${quote(`${piece}\n`)}, "FROM": ${quote(from)}}`;
  return units(pieces(text, OBJECT_BYTES_MAX - object("").length).map(object));
}

/** The list of peers: in several objects where it is long; the addresses add up. A newer one stands for it. */
export function list(peers: readonly MucaPeer[]): Uint8Array {
  const objects: string[] = [];
  let rows: string[] = [];
  let length = 0;
  const flush = () => objects.push(`{"CMD": "LIST", "DATA": [${rows.join(", ")}]}`);
  for (const { name, uid } of peers) {
    const row = `{"UN": ${quote(name)}, "UID": ${quote(uid)}}`;
    if (rows.length > 0 && length + row.length + 2 > OBJECT_BYTES_MAX - 30) {
      flush();
      [rows, length] = [[], 0];
    }
    rows.push(row);
    length += row.length + 2;
  }
  if (rows.length > 0) flush();
  return units(objects, END_LATEST);
}

/** Cuts a text so that no piece is longer than `bytesMax` once it is escaped. */
function pieces(text: string, bytesMax: number): readonly string[] {
  const found: string[] = [];
  let piece = "";
  let length = 0;
  for (const character of text) {
    const escaped = quote(character).length - 2;
    if (length + escaped > bytesMax) {
      found.push(piece);
      [piece, length] = ["", 0];
    }
    piece += character;
    length += escaped;
  }
  return [...found, piece];
}
