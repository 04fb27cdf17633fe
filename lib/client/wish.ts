// What the full screen asks of the logic beyond typed lines, and what it is told beyond printed ones.
import type { Line, SaidLine } from "./line.ts";

export type Wish =
  /** Brings a conversation to the front: typed lines go there. */
  | { readonly type: "open"; readonly place: Place }
  /** Says a text in front, whatever it looks like: what was pasted is neither a command nor for anybody else. */
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "page"; readonly place: Place; readonly span: PageSpan }
  | { readonly type: "search"; readonly room?: string; readonly text: string }
  /** Everybody who is connected, kept true from now on, or no more. */
  | { readonly type: "everybody"; readonly on: boolean }
  /** A conversation was read up to here. */
  | { readonly type: "read"; readonly place: Place; readonly seq: number }
  /** The list of rooms, for whoever looks at it. */
  | { readonly type: "rooms" };

/** A conversation: a room that one is in, a person, a group. */
export interface Place {
  readonly type: "room" | "person" | "group";
  readonly name: string;
}

/** Which part of a room's history: before or after a seq, or around it. */
export interface PageSpan {
  readonly side: "before" | "after" | "around";
  readonly seq: number;
}

/** Commands that are the full screen's own; `args` is what was typed after the name. */
export type ScreenCommand =
  | ("search" | "history" | "unread" | "menu" | "help" | "close")
  | ("theme" | "set" | "bind" | "notify" | "alias" | "filter");

export type News =
  | {
    readonly type: "page";
    readonly place: Place;
    readonly span: PageSpan;
    readonly lines: readonly Line[];
    /** There are others further on in that direction (around: before). */
    readonly more: boolean;
    /** The server could not give it. */
    readonly failed: boolean;
  }
  | { readonly type: "hits"; readonly text: string; readonly lines: readonly SaidLine[]; readonly more: boolean }
  | { readonly type: "command"; readonly name: ScreenCommand; readonly args: string }
  /** A conversation was read up to here: before one came (`asked`), or just now on another connection of one's own. */
  | { readonly type: "read"; readonly key: string; readonly seq: number; readonly asked: boolean }
  /** Who is not listened to has changed: it is to be kept. */
  | { readonly type: "ignored"; readonly nicks: readonly string[] };
