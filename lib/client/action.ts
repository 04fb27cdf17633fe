// All that can happen to the client, and all that it may want: the only two doors of its logic.
import type { Command } from "../chat/command.ts";
import type { Event } from "../chat/event.ts";
import type { Address } from "./address.ts";
import type { Line } from "./line.ts";
import type { News, Wish } from "./wish.ts";

export type Action =
  | { readonly type: "started" }
  /** A person, or a pipe, ended a line. */
  | { readonly type: "line"; readonly text: string }
  /** No more input will come. */
  | { readonly type: "input-ended" }
  /** Ctrl-C on an empty line, Ctrl-D, a signal: leave, whatever waits. */
  | { readonly type: "interrupted" }
  /** A question that may be given up is: the program goes on. */
  | { readonly type: "given-up" }
  | { readonly type: "linked" }
  | { readonly type: "event"; readonly event: Event; readonly ref: string | undefined }
  /** The server sent what can't be read. */
  | { readonly type: "malformed"; readonly detail: string }
  /** A link could not be made, or ended. `chance` is in [0, 1), for the jitter. */
  | { readonly type: "unlinked"; readonly reason: string; readonly chance: number }
  /** Comes once a second. */
  | { readonly type: "tick" }
  /** The full screen wants something of the server, or to look elsewhere. */
  | { readonly type: "wish"; readonly wish: Wish }
  /** A part of a history was written, or could not be. */
  | { readonly type: "saved"; readonly file: string; readonly problem: string | undefined };

export type Want =
  | { readonly type: "dial"; readonly address: Address }
  | { readonly type: "hang-up" }
  | { readonly type: "send"; readonly command: Command; readonly ref: string | undefined }
  /** `keys` name the conversations that it belongs to; without any it is for whoever sits there now. */
  | { readonly type: "print"; readonly line: Line; readonly keys: readonly string[] }
  | { readonly type: "clear" }
  /** What only the full screen can show. */
  | { readonly type: "news"; readonly news: News }
  /** A `tick` after so many ms. */
  | { readonly type: "wake"; readonly ms: number }
  /** Writes `lines` to `file`: `new` refuses a file that is there unless this program wrote it, `more` goes on. */
  | {
    readonly type: "save";
    readonly file: string;
    readonly mode: "new" | "more";
    readonly lines: readonly Line[];
  }
  | { readonly type: "quit"; readonly code: ExitCode; readonly problem: string | undefined };

/** 0 done, 1 failed, 2 wrong usage, 3 refused to log in, 4 server not reachable. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What an action led to. */
export interface Step<Model> {
  readonly model: Model;
  readonly wants: readonly Want[];
}
