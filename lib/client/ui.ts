// What the loop needs of a user interface; the line mode on a terminal and the plain mode are two of them.
import type { Action } from "./action.ts";
import type { Line } from "./line.ts";
import type { Model } from "./model.ts";
import type { News } from "./wish.ts";

/** What a user interface tells the loop. */
export interface UiEvents {
  line(text: string): void;
  ended(): void;
  interrupted(): void;
  /** Whether the next line may be taken now; asked before each one of a pipe. */
  mayTakeLine(): boolean;
  /** Completes a text at the cursor. */
  complete(text: string, at: number): Completed | undefined;
  /** Anything else that a full screen makes happen. */
  act(action: Action): void;
  /** The present state, for whoever draws it. */
  model(): Model;
}

/** A completed text, its cursor, and the choices where there are several. */
export interface Completed {
  readonly text: string;
  readonly at: number;
  readonly choices: readonly string[];
}

/** What stands around the lines. */
export interface Surroundings {
  readonly prompt: string;
  readonly title: string;
  /** The room in front. */
  readonly room: string | undefined;
  /** A password is asked for: what is typed is shown to nobody, and not remembered. */
  readonly masked: boolean;
  /** A question may be given up. */
  readonly asking: boolean;
}

export interface Ui {
  /** Begins to take input. */
  start(events: UiEvents): void;
  /** Shows a line; see the want of that name for the keys. */
  print(line: Line, keys: readonly string[]): void;
  /** What only the full screen can show. */
  news?(news: News): void;
  /** All that waited has been taken in: this is the moment to draw. */
  changed?(): void;
  /** Ends the line that was entered: it stays in sight, or goes, since it will come back as something said. */
  endLine(keep: boolean): void;
  surround(around: Surroundings): void;
  clear(): void;
  /** Input may go on: something changed. */
  poll(): void;
  /** Resolves when what was printed is written, or soon enough. */
  caughtUp(): Promise<void>;
  /** Gives the terminal back as it was, after all is written. */
  close(): Promise<void>;
}
