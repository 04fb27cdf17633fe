// The outbox of a peer without framing: the same bound and the same verdicts, but its frames are units, which lanes
// write at the dialect's pace. A connection with two sockets has a lane for each.
import type { Clock } from "../clock.ts";
import { END_ASIDE, END_LATEST, type Pace } from "../wire/units.ts";
import { Lane } from "./lane.ts";
import type { FrameQueue, OutboxBounds, OutboxEnd } from "./outbox.ts";

export interface PacedOutboxOptions extends OutboxBounds {
  readonly end: OutboxEnd;
  readonly pace: Pace;
  readonly clock: Clock;
  /** The connection's own socket takes only what is marked for it; all else waits for a second one. */
  readonly split: boolean;
}

/** What stands aside is an answer: two in one read would be none. */
const ASIDE: Pace = { writeBytesMax: 65_536, gapMs: 0, joint: undefined };
const MARK_MAX = END_LATEST;
/** With the budget of all outboxes spent, those above this are closed first. */
const FAIR_BYTES = 64 * 1_024;

export class PacedOutbox implements FrameQueue {
  readonly #options: PacedOutboxOptions;
  readonly #main: Lane;
  readonly #aside: Lane | undefined;
  #bytes = 0;
  #broken = false;
  #whenDrained: PromiseWithResolvers<void> | undefined;

  constructor(options: PacedOutboxOptions) {
    this.#options = options;
    const { pace, clock, split, end } = options;
    const write = (bytes: Uint8Array) => end.write(bytes);
    const events = {
      clock,
      onTaken: (bytes: number) => this.#taken(bytes),
      onBroken: () => this.#fail(),
    };
    this.#main = new Lane({ ...events, pace }, split ? undefined : write);
    this.#aside = split ? new Lane({ ...events, pace: ASIDE }, write) : undefined;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(frame: Uint8Array): "queued" | "full" {
    if (this.#broken) return "queued";
    const { bytesMax, budget } = this.#options;
    const bytes = this.#bytes + frame.length;
    if (bytes > bytesMax) return "full";
    if (budget.bytes + frame.length > budget.bytesMax && bytes > FAIR_BYTES) return "full";
    this.#queue(frame);
    return "queued";
  }

  replace(last: Uint8Array): void {
    this.#main.drop("all");
    this.#aside?.drop("all");
    this.#queue(last);
  }

  drained(): Promise<void> {
    if (this.#isDrained()) return Promise.resolve();
    this.#whenDrained ??= Promise.withResolvers();
    return this.#whenDrained.promise;
  }

  discard(): void {
    this.#broken = true;
    this.#count(-this.#bytes);
    this.#main.stop();
    this.#aside?.stop();
    this.#settle();
  }

  /** The second socket is there. */
  attach(write: (bytes: Uint8Array) => Promise<number>): void {
    this.#main.attach(write);
  }

  /** The peer has taken the last unit. */
  confirm(): void {
    this.#main.confirm();
  }

  #queue(frame: Uint8Array): void {
    if (frame.at(-1) === END_LATEST) this.#main.drop("outdated");
    this.#count(frame.length);
    for (let from = 0; from < frame.length;) {
      let end = from;
      while (end < frame.length && (frame[end] ?? 0) > MARK_MAX) end++;
      const mark = frame[end] ?? 0;
      const lane = mark === END_ASIDE ? this.#aside ?? this.#main : this.#main;
      lane.push(frame.subarray(from, end), mark);
      from = end + 1;
    }
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#options.budget.bytes += bytes;
  }

  #taken(bytes: number): void {
    if (!this.#broken) this.#count(-bytes);
    this.#settle();
  }

  #isDrained(): boolean {
    return this.#broken || (this.#main.empty && (this.#aside?.empty ?? true));
  }

  #fail(): void {
    if (this.#broken) return;
    this.discard();
    this.#options.end.broken();
  }

  #settle(): void {
    if (!this.#isDrained()) return;
    this.#whenDrained?.resolve();
    this.#whenDrained = undefined;
  }
}
