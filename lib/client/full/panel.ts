// What may stand between the messages and the status row, and takes the keys meanwhile.
import type { SaidLine } from "../line.ts";
import type { Place } from "../wish.ts";
import type { LongPaste } from "./paste.ts";

export interface PickItem {
  readonly label: string;
  /** Dimmed, beside it. */
  readonly about: string;
  readonly act: PickAct;
}

export type PickAct =
  | { readonly type: "open"; readonly place: Place }
  | { readonly type: "hit"; readonly line: SaidLine }
  | { readonly type: "local-hit"; readonly key: string; readonly id: number }
  | { readonly type: "copy"; readonly text: string };

/** What is looked for, and where. */
export interface Search {
  readonly query: string;
  readonly scope: "here" | "everywhere";
  /** Small and capital letters differ. */
  readonly exact: boolean;
  readonly regex: boolean;
}

/** What stands between the messages and the status row, and takes the keys. */
export type Panel =
  | { readonly type: "switch"; readonly query: string; readonly index: number }
  | { readonly type: "find"; readonly search: Search }
  /** A message is marked, by its number in front. */
  | { readonly type: "message"; readonly id: number }
  | {
    readonly type: "pick";
    readonly title: string;
    readonly items: readonly PickItem[];
    readonly index: number;
  }
  | { readonly type: "paste"; readonly paste: LongPaste };
