// An entry is what a room's history keeps: who said what, when, and where in the room's one order it stands.
import { quote } from "./text.ts";

/** Kinds that this version writes; later ones (`event`, `file` …) are shown as their text by those who don't know them. */
export type EntryKind = "text" | "action" | "notice" | (string & Record<never, never>);

/**
 * What an entry of kind `event` tells of, for programs: `type` is the command's (`kick`, `role`, `set` …), the rest is as
 * far as it means something there. Its text says the same to a person.
 */
export interface EntryEvent {
  readonly type: string;
  readonly nick?: string;
  readonly mask?: string;
  readonly role?: string;
  /** The role before. */
  readonly was?: string;
  readonly reason?: string;
  /** When it ends, in milliseconds since 1970 UTC. */
  readonly until?: number;
  readonly topic?: string;
  readonly limit?: number;
  readonly private?: boolean;
  readonly locked?: boolean;
  readonly invite?: boolean;
  readonly moderated?: boolean;
  /** To whom, of a kept message to several people. */
  readonly to?: readonly string[];
  readonly group?: string;
}

/** One kept event. `seq` counts 1, 2, 3 … without holes in its room; `at` is milliseconds since 1970 UTC. */
export interface Entry {
  readonly seq: number;
  readonly from: string;
  readonly text: string;
  readonly kind: EntryKind;
  readonly at: number;
  readonly event?: EntryEvent;
  /** Whose it is: the sender's account, as it was registered. Missing where a guest wrote it. */
  readonly account?: string;
}

/** An entry before it has its place: the history writer gives `seq` and `at`. */
export type Draft = Omit<Entry, "seq" | "at">;

/** Asks for a run of a room's entries, oldest first. Bounds are exclusive; without any, the newest. */
export interface PageRequest {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  readonly limit: number;
}

/**
 * A run of a room's entries, oldest first and without holes. `first` and `head` are the room's oldest and newest stored
 * seqs when it was read (`first` = `head` + 1 in an empty room). `more` says that there are others: after the last one
 * given if the request had `after`, else before the first one given.
 */
export interface Page {
  readonly entries: readonly Entry[];
  readonly first: number;
  readonly head: number;
  readonly more: boolean;
}

// Entries come in rows of one sender and of one moment: what a row has in common is written once for all of it.
let sender: string | undefined;
let senderPart = "";
let kindBefore: string | undefined;
let atBefore = 0;
let momentPart = "";

/** The canonical text of an entry: what is stored, and what stands in `joined` and `history`. One line, no newline. */
export function formatEntry({ seq, from, text, kind, at, event, account }: Entry): string {
  if (from !== sender) {
    sender = from;
    senderPart = `,"from":${quote(from)},"text":`;
  }
  if (kind !== kindBefore || at !== atBefore) {
    kindBefore = kind;
    atBefore = at;
    momentPart = `,"kind":${quote(kind)},"at":${at}`;
  }
  const line = `{"seq":${seq}${senderPart}${quote(text)}${momentPart}`;
  if (event === undefined && account === undefined) return `${line}}`;
  const eventPart = event === undefined ? "" : `,"event":${JSON.stringify(event)}`;
  return `${line}${eventPart}${account === undefined ? "" : `,"account":${quote(account)}`}}`;
}

/** Reads what {@linkcode formatEntry} wrote; `undefined` where the text is not an entry. */
export function parseEntry(text: string): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isEntry(value) ? value : undefined;
}

/** True for a value that has an entry's fields with their types; unknown fields beside them are kept. */
export function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { seq, from, text, kind, at } = value as Record<string, unknown>;
  return Number.isSafeInteger(seq) && (seq as number) >= 1 && typeof from === "string" && typeof text === "string" &&
    typeof kind === "string" && Number.isSafeInteger(at);
}
