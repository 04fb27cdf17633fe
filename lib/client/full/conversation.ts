// A conversation on the screen: its lines, how far one has read and looked, and what is awaited for it.
import type { PageSpan, Place } from "../wish.ts";
import { EMPTY_TRANSCRIPT, type Transcript, type WordsType } from "./transcript.ts";

/** The line and its row that stand on top of the messages. */
export interface Anchor {
  readonly id: number;
  readonly row: number;
}

export interface Conversation {
  readonly key: string;
  /** None for what stands before one is anywhere. */
  readonly place: Place | undefined;
  readonly lines: Transcript;
  /** Another part of the history, while that is looked at. */
  readonly past: Transcript | undefined;
  /** Undefined where the newest line is in sight and the next one moves the others up. */
  readonly anchor: Anchor | undefined;
  readonly unread: number;
  readonly called: number;
  /** The first line that was not seen: the unread line stands above it. */
  readonly mark: number | undefined;
  /** Up to where it was read before, where that is known. */
  readonly readUpTo: number | undefined;
  /** The page that is awaited, and the rows by which to scroll when it is there. */
  readonly paging: { readonly span: PageSpan; readonly rows: number } | undefined;
  /** Nothing older is kept. */
  readonly begun: boolean;
  /** The entry that was looked for. */
  readonly hit: number | undefined;
  /** When each person spoke last, by folded nick: bounded by the members' comings and goings that ask for it. */
  readonly spokeAt: ReadonlyMap<string, number>;
}

export function newConversation(key: string, place: Place | undefined): Conversation {
  return {
    key,
    place,
    lines: EMPTY_TRANSCRIPT,
    past: undefined,
    anchor: undefined,
    unread: 0,
    called: 0,
    mark: undefined,
    readUpTo: undefined,
    paging: undefined,
    begun: false,
    hit: undefined,
    spokeAt: new Map(),
  };
}

/** What makes a conversation: entries of a room, or what people write to each other. */
export function wordsOf(place: Place | undefined): WordsType {
  return place === undefined || place.type === "room" ? "said" : "direct";
}

/** The lines that are looked at. */
export function shownLines({ past, lines }: Conversation): Transcript {
  return past ?? lines;
}
