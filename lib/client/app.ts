// The loop: what happens goes through the update one by one, and what is wanted is done. All state is the model's.
import type { Clock, Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import type { Action, ExitCode, Want } from "./action.ts";
import { complete } from "./complete.ts";
import { currentRoom } from "./conversation.ts";
import type { Files } from "./files.ts";
import type { Line } from "./line.ts";
import { type Connect, Link } from "./link.ts";
import { initialModel, type Model, type Start } from "./model.ts";
import { isMasked, mayBeGivenUp, promptOf, titleOf } from "./prompt.ts";
import type { Ui } from "./ui.ts";
import { mayTakeLine, update } from "./update.ts";
import { viewLine } from "./view_line.ts";

const TICK_MS = 1_000;

export interface AppParts {
  readonly ui: Ui;
  readonly clock: Clock;
  readonly connect: Connect;
  readonly files: Pick<Files, "save">;
  /** In [0, 1). */
  chance(): number;
}

/** How a run ended; `problem` goes to stderr. */
export interface Outcome {
  readonly code: ExitCode;
  readonly problem: string | undefined;
}

export class App {
  readonly #parts: AppParts;
  readonly #link: Link;
  readonly #actions: Action[] = [];
  readonly #outcome = Promise.withResolvers<Outcome>();
  readonly #wakes = new Set<{ cancel(): void }>();
  #model: Model;
  #busy = false;
  #over = false;

  constructor(parts: AppParts, start: Start) {
    this.#parts = parts;
    this.#model = initialModel(start);
    this.#link = new Link({
      connect: parts.connect,
      clock: parts.clock,
      chance: () => parts.chance(),
      report: (action) => this.dispatch(action),
      caughtUp: () => parts.ui.caughtUp(),
    });
  }

  /** Runs until the client is to end. The terminal is as it was when this resolves. */
  async run(): Promise<Outcome> {
    const { ui } = this.#parts;
    ui.start({
      line: (text) => this.dispatch({ type: "line", text }),
      ended: () => this.dispatch({ type: "input-ended" }),
      interrupted: () => this.dispatch({ type: "interrupted" }),
      mayTakeLine: () => !this.#over && mayTakeLine(this.#model),
      complete: (text, at) => complete(this.#model, text, at),
      act: (action) => this.dispatch(action),
      model: () => this.#model,
    });
    this.#tickOn();
    this.dispatch({ type: "started" });
    const outcome = await this.#outcome.promise;
    for (const wake of this.#wakes) wake.cancel();
    await ui.close();
    return outcome;
  }

  /** Takes one thing that happened; what happens meanwhile waits its turn. */
  dispatch(action: Action): void {
    this.#actions.push(action);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#actions.shift(); next && !this.#over; next = this.#actions.shift()) this.#take(next);
    } catch (error) {
      this.fail(error);
    } finally {
      this.#busy = false;
    }
    if (this.#over) return;
    this.#parts.ui.changed?.();
    this.#parts.ui.poll();
  }

  /** Ends the run because of a fault of our own: the terminal is given back, and one line says it. */
  fail(error: unknown): void {
    this.#over = true;
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#outcome.resolve({ code: 1, problem: `This is a fault of parley's own, please report it: ${detail}` });
  }

  #take(action: Action): void {
    const { ui } = this.#parts;
    const before = this.#model;
    const { model, wants } = update(before, action, this.#now());
    this.#model = model;
    // What was said comes back with its place in the room; what was not said stays where it was typed.
    if (action.type === "line") ui.endLine(model.queue.items.length === before.queue.items.length);
    for (const want of wants) this.#perform(want);
    if (!this.#over) this.#surround();
  }

  #perform(want: Want): void {
    const { ui } = this.#parts;
    switch (want.type) {
      case "dial":
        return this.#link.dial(want.address);
      case "hang-up":
        return this.#link.hangUp();
      case "send":
        return this.#link.send(want.command, want.ref);
      case "print":
        this.#surround();
        return ui.print(want.line, want.keys);
      case "news":
        return ui.news?.(want.news);
      case "clear":
        return ui.clear();
      case "wake":
        return this.#wake(want.ms, () => this.dispatch({ type: "tick" }));
      case "save":
        void this.#save(want.file, want.mode, want.lines);
        return;
      case "quit":
        this.#over = true;
        return this.#outcome.resolve({ code: want.code, problem: want.problem });
      default:
        return unreachable(want);
    }
  }

  async #save(file: string, mode: "new" | "more", lines: readonly Line[]): Promise<void> {
    const options = { colour: false, width: undefined, room: undefined, dated: true } as const;
    const text = lines.flatMap((line) => viewLine(line, options)).map((row) => `${row}\n`).join("");
    const problem = await this.#parts.files.save(file, mode, text);
    this.dispatch({ type: "saved", file, problem });
  }

  #surround(): void {
    const model = this.#model;
    this.#parts.ui.surround({
      prompt: promptOf(model, this.#now()),
      title: titleOf(model),
      room: currentRoom(model)?.name,
      masked: isMasked(model),
      asking: mayBeGivenUp(model),
    });
  }

  #tickOn(): void {
    this.#wake(TICK_MS, () => {
      this.dispatch({ type: "tick" });
      if (!this.#over) this.#tickOn();
    });
  }

  #wake(ms: number, call: () => void): void {
    const wake = this.#parts.clock.after(ms, () => {
      this.#wakes.delete(wake);
      call();
    });
    this.#wakes.add(wake);
  }

  #now(): Moment {
    return this.#parts.clock.now();
  }
}
