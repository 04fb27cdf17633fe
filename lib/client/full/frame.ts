// A drawn screen, and what a click on it would do.
import { Area } from "../../tui/area.ts";
import type { Grid, Rect } from "../../tui/grid.ts";
import { Hits } from "../../tui/hits.ts";
import type { Cursor } from "../../tui/render.ts";
import type { Place } from "../wish.ts";
import type { ActionName } from "./keymap.ts";

export type Click =
  | { readonly type: "open"; readonly place: Place }
  | { readonly type: "join"; readonly room: string }
  | { readonly type: "do"; readonly action: ActionName }
  | { readonly type: "send" }
  | { readonly type: "leave" }
  | { readonly type: "pick"; readonly index: number }
  /** Fetches what is in a hole. */
  | { readonly type: "gap"; readonly id: number };

export interface Frame {
  readonly grid: Grid;
  readonly cursor: Cursor | undefined;
  readonly targets: Hits<Click>;
  readonly title: string;
}

/** A grid being drawn, with the targets found on the way. */
export class Canvas {
  readonly whole: Area;
  readonly targets = new Hits<Click>();

  constructor(whole: Area) {
    this.whole = whole;
  }

  /** A part of the screen. */
  area(rect: Rect): Area {
    return this.whole.area(rect);
  }

  /** Makes a part of an area answer to clicks. */
  target({ row, column }: Area, at: Partial<Rect>, click: Click): void {
    const rect = {
      row: row + (at.row ?? 0),
      column: column + (at.column ?? 0),
      rows: at.rows ?? 1,
      columns: at.columns ?? 1,
    };
    this.targets.add(rect, click);
  }
}
