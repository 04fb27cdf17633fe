// A connection's bounded queue of frames, and the one loop that writes it. What gathers while a write is under way
// goes out with the next one as a single buffer.
import { writeQueue } from "./write_queue.ts";

/** All outboxes of a server together; `bytesMax` bounds what they may hold. */
export class OutboxBudget {
  bytes = 0;
  constructor(readonly bytesMax: number) {}
}

/** What the outboxes of a server have in common. */
export interface OutboxBounds {
  readonly bytesMax: number;
  readonly budget: OutboxBudget;
}

/** Where an outbox leads to. */
export interface OutboxEnd {
  /** Writes some of the bytes and says how many; a rejection ends the outbox. */
  write(bytes: Uint8Array): Promise<number>;
  /** The peer takes nothing any more: called at most once. */
  broken(): void;
}

/** What a connection needs of an outbox. */
export interface FrameQueue {
  /** Bytes that are not written yet. */
  readonly bytes: number;
  /**
   * Queues a frame, which must not change any more.
   *
   * @returns `full` where it does not fit: nothing is queued then, and the verdict on the peer is the caller's
   */
  push(frame: Uint8Array): "queued" | "full";
  /** Queues a last frame in place of all that is not being written yet; it passes every bound. */
  replace(last: Uint8Array): void;
  /** Resolves when all is written or nothing can be. */
  drained(): Promise<void>;
  /** Lets go of what is queued: the socket is closed. */
  discard(): void;
}

/** An outbox this full is what a slow reader's is; with the budget spent, those above it are closed first. */
const FAIR_BYTES = 64 * 1_024;
/** So many frames smaller than this are merged while they wait. */
const SMALL_BYTES = 1_024;
const SMALL_FRAMES_MAX = 64;

export class Outbox implements FrameQueue {
  readonly #bounds: OutboxBounds;
  readonly #end: OutboxEnd;
  #frames: Uint8Array[] = [];
  #bytes = 0;
  /** How many of the last frames are small ones. */
  #smallAtEnd = 0;
  #writing = false;
  #scheduled = false;
  #broken = false;
  #whenDrained: PromiseWithResolvers<void> | undefined;

  constructor(bounds: OutboxBounds, end: OutboxEnd) {
    this.#bounds = bounds;
    this.#end = end;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(frame: Uint8Array): "queued" | "full" {
    if (this.#broken) return "queued";
    const { bytesMax, budget } = this.#bounds;
    const bytes = this.#bytes + frame.length;
    if (bytes > bytesMax) return "full";
    if (budget.bytes + frame.length > budget.bytesMax && bytes > FAIR_BYTES) return "full";
    this.#queue(frame);
    return "queued";
  }

  replace(last: Uint8Array): void {
    for (const frame of this.#frames) this.#count(-frame.length);
    this.#frames = [];
    this.#smallAtEnd = 0;
    this.#queue(last);
  }

  drained(): Promise<void> {
    if (this.#bytes === 0 || this.#broken) return Promise.resolve();
    this.#whenDrained ??= Promise.withResolvers();
    return this.#whenDrained.promise;
  }

  discard(): void {
    this.#broken = true;
    this.#frames = [];
    this.#count(-this.#bytes);
    this.#settle();
  }

  #queue(frame: Uint8Array): void {
    if (frame.length === 0) return;
    this.#frames.push(frame);
    this.#count(frame.length);
    this.#smallAtEnd = frame.length < SMALL_BYTES ? this.#smallAtEnd + 1 : 0;
    if (this.#smallAtEnd === SMALL_FRAMES_MAX) this.#mergeSmall();
    if (this.#writing || this.#scheduled) return;
    this.#scheduled = true;
    writeQueue.add(this);
  }

  /** Begins to write what is queued, unless that is under way. */
  flush(): void {
    this.#scheduled = false;
    if (!this.#writing && !this.#broken) this.#write();
  }

  /** Small frames are views of larger buffers: a peer that reads nothing must not keep those alive. */
  #mergeSmall(): void {
    this.#frames.push(gather(this.#frames.splice(-SMALL_FRAMES_MAX)));
    this.#smallAtEnd = 0;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#bounds.budget.bytes += bytes;
  }

  async #write(): Promise<void> {
    this.#writing = true;
    try {
      while (this.#frames.length > 0) {
        const gathered = gather(this.#frames);
        this.#frames = [];
        this.#smallAtEnd = 0;
        for (let rest = gathered; rest.length > 0 && !this.#broken;) {
          const written = await this.#end.write(rest);
          if (!this.#broken) this.#count(-written);
          rest = rest.subarray(written);
        }
      }
    } catch {
      // Whatever the socket said, the meaning is one: this peer takes nothing any more.
      this.#fail();
    } finally {
      this.#writing = false;
    }
    this.#settle();
  }

  #fail(): void {
    if (this.#broken) return;
    this.discard();
    this.#end.broken();
  }

  #settle(): void {
    if (this.#bytes > 0) return;
    this.#whenDrained?.resolve();
    this.#whenDrained = undefined;
  }
}

/** One buffer of many; a lone frame, often shared with other peers, is not copied. */
function gather(frames: readonly Uint8Array[]): Uint8Array {
  const [first] = frames;
  if (first && frames.length === 1) return first;
  let length = 0;
  for (const frame of frames) length += frame.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}
