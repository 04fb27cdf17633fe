// What the client shows, as data: a view turns lines into text, a transcript keeps them for /save.
import { unreachable } from "../unreachable.ts";

/** Who said something in a room. `old`: it comes from the history, so nobody need be called. */
export interface SaidLine {
  readonly type: "said";
  readonly room: string;
  readonly from: string;
  readonly text: string;
  readonly kind: string;
  readonly at: number;
  readonly mine: boolean;
  readonly old: boolean;
  /** It was said while the link was lost. */
  readonly missed?: true;
  /** Its place in the room, where it has one. */
  readonly seq?: number;
  /** Whose the name was, where it was an account's. */
  readonly account?: string;
}

/** Lines of a room that were missed and are not here: those between two seqs, neither of them among it. */
export interface GapLine {
  readonly type: "gap";
  readonly room: string;
  readonly after: number;
  readonly before: number;
}

/** Somebody came, went, or is called otherwise. */
export interface PresenceChange {
  readonly kind: "joined" | "left" | "dropped" | "renamed";
  readonly nick: string;
  /** The new name of who was renamed. */
  readonly to?: string;
  /** Parting words. */
  readonly reason?: string;
  readonly at: number;
}

export type Line =
  | SaidLine
  | GapLine
  | {
    readonly type: "direct";
    readonly from: string;
    readonly to: readonly string[];
    readonly group: string | undefined;
    readonly text: string;
    readonly at: number;
    readonly mine: boolean;
    /** Its place in the conversation, where that is recorded. */
    readonly seq?: number;
    readonly account?: string;
    /** It waited for us while we were away, or comes from the history: its time alone would tell little. */
    readonly kept?: true;
  }
  | {
    readonly type: "shout";
    readonly from: string;
    readonly text: string;
    readonly at: number;
    readonly mine: boolean;
    readonly account?: string;
  }
  /** Who came and went: one change, or several that stand together. */
  | { readonly type: "presence"; readonly changes: readonly PresenceChange[]; readonly at: number }
  /** Something happened. */
  | { readonly type: "notice"; readonly text: string; readonly at: number }
  /** Something was not done, and what to do. */
  | {
    readonly type: "problem";
    readonly text: string;
    readonly at: number;
    /** The message that did not go. */
    readonly unsent?: string;
  }
  /** Typed, kept, not sent yet. */
  | { readonly type: "pending"; readonly text: string; readonly at: number }
  /** Rows of ours that stand as they are: menu, help, lists. */
  | { readonly type: "block"; readonly rows: readonly string[] };

/** True for what nobody said: an act of order that the room's history tells. */
export function isAct(line: Line): boolean {
  return line.type === "said" && line.kind === "event";
}

/** The place of words in their room or conversation, where they have one. */
export function seqOf(line: Line): number | undefined {
  return "seq" in line ? line.seq : undefined;
}

/** How many lines a hole holds. */
export function gapCount({ after, before }: GapLine): number {
  return Math.max(0, before - after - 1);
}

/** A change in words. */
export function presenceText({ kind, nick, to = nick, reason }: PresenceChange): string {
  switch (kind) {
    case "joined":
      return `${nick} came in`;
    case "left":
      return `${nick} left${reason === undefined ? "" : `: ${reason}`}`;
    case "dropped":
      return `${nick} lost the connection`;
    case "renamed":
      return `${nick} is called ${to} now`;
    default:
      return unreachable(kind);
  }
}

/** Time of a line in ms since 1970 UTC; `undefined` for rows that have none. */
export function timeOf(line: Line): number | undefined {
  return "at" in line ? line.at : undefined;
}
