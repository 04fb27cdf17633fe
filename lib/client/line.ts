// What the client shows, as data: a view turns lines into text, a transcript keeps them for /save.

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
}

export type Line =
  | SaidLine
  | {
    readonly type: "direct";
    readonly from: string;
    readonly to: readonly string[];
    readonly group: string | undefined;
    readonly text: string;
    readonly at: number;
    readonly mine: boolean;
  }
  | {
    readonly type: "shout";
    readonly from: string;
    readonly text: string;
    readonly at: number;
    readonly mine: boolean;
  }
  /** Something happened. */
  | { readonly type: "notice"; readonly text: string; readonly at: number }
  /** Something was not done, and what to do. */
  | { readonly type: "problem"; readonly text: string; readonly at: number }
  /** Typed, kept, not sent yet. */
  | { readonly type: "pending"; readonly text: string; readonly at: number }
  /** Rows of ours that stand as they are: menu, help, lists. */
  | { readonly type: "block"; readonly rows: readonly string[] };

/** Time of a line in ms since 1970 UTC; `undefined` for rows that have none. */
export function timeOf(line: Line): number | undefined {
  return line.type === "block" ? undefined : line.at;
}
