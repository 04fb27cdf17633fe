// One way to a peer that has no framing of its own: units are joined, written with pauses between, and, where the
// dialect wants it, only once the peer has confirmed the one before.
import type { Clock } from "../clock.ts";
import { ALONE_MS, concat, END_ALONE, END_LATEST, type Pace } from "../wire/units.ts";

export interface LaneOptions {
  readonly pace: Pace;
  readonly clock: Clock;
  /** So many queued bytes are written, or dropped. */
  onTaken(bytes: number): void;
  /** The socket takes nothing any more. */
  onBroken(): void;
}

interface Unit {
  readonly bytes: Uint8Array;
  readonly end: number;
}

export class Lane {
  readonly #options: LaneOptions;
  #write: ((bytes: Uint8Array) => Promise<number>) | undefined;
  #units: Unit[] = [];
  #running = false;
  #stopped = false;
  /** When the next write may be at the earliest, in monotonic ms. */
  #freeAt: number;
  #lastAt: number;
  #unconfirmed = false;
  #wake: (() => void) | undefined;

  /** Without `write` units wait for {@linkcode attach}. */
  constructor(options: LaneOptions, write?: (bytes: Uint8Array) => Promise<number>) {
    this.#options = options;
    this.#write = write;
    this.#lastAt = options.clock.now().mono;
    this.#freeAt = this.#lastAt + options.pace.gapMs;
  }

  get empty(): boolean {
    return this.#units.length === 0 && !this.#running;
  }

  /** Gives the lane its socket. */
  attach(write: (bytes: Uint8Array) => Promise<number>): void {
    this.#write = write;
    this.#start();
  }

  push(bytes: Uint8Array, end: number): void {
    this.#units.push({ bytes, end });
    this.#start();
  }

  /** Drops what waits: all of it, or only the units that a newer one stands for. */
  drop(which: "all" | "outdated"): void {
    const kept = which === "all" ? [] : this.#units.filter(({ end }) => end !== END_LATEST);
    for (const { bytes, end } of this.#units) {
      if (which === "all" || end === END_LATEST) this.#options.onTaken(bytes.length + 1);
    }
    this.#units = kept;
  }

  /** The peer says that it has taken the last unit. */
  confirm(): void {
    this.#unconfirmed = false;
    this.#wake?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#units = [];
    this.#wake?.();
  }

  #start(): void {
    if (this.#running || this.#stopped || !this.#write || this.#units.length === 0) return;
    this.#running = true;
    this.#run(this.#write);
  }

  async #run(write: (bytes: Uint8Array) => Promise<number>): Promise<void> {
    try {
      // What is pushed in this very turn may go out together.
      await Promise.resolve();
      while (this.#units.length > 0 && !this.#stopped) {
        await this.#pause();
        const batch = this.#stopped ? [] : this.#takeBatch();
        if (batch.length > 0) await this.#writeBatch(batch, write);
      }
      this.#running = false;
      this.#options.onTaken(0);
    } catch {
      // Whatever the socket said, the meaning is one: this peer takes nothing any more.
      this.#running = false;
      this.#options.onBroken();
    }
  }

  /** Waits until the first unit may be written. */
  async #pause(): Promise<void> {
    const { clock, pace } = this.#options;
    for (;;) {
      const alone = this.#units[0]?.end === END_ALONE;
      const confirmedAt = this.#unconfirmed && !alone ? this.#lastAt + (pace.confirmMs ?? 0) : 0;
      const at = Math.max(this.#freeAt, confirmedAt, alone ? this.#lastAt + ALONE_MS : 0);
      const ms = at - clock.now().mono;
      if (ms <= 0 || this.#stopped) return;
      await new Promise<void>((resolve) => {
        const timer = clock.after(Math.ceil(ms), resolve);
        this.#wake = () => {
          timer.cancel();
          resolve();
        };
      });
      this.#wake = undefined;
    }
  }

  /** The units of the next write. */
  #takeBatch(): readonly Unit[] {
    const { joint, writeBytesMax } = this.#options.pace;
    let count = 0;
    let length = 0;
    for (const { bytes, end } of this.#units) {
      const more = bytes.length + (count > 0 ? joint?.length ?? 0 : 0);
      const apart = end === END_ALONE || joint === undefined;
      if (count > 0 && (apart || length + more > writeBytesMax)) break;
      count += 1;
      length += more;
      if (apart) break;
    }
    return this.#units.splice(0, count);
  }

  async #writeBatch(batch: readonly Unit[], write: (bytes: Uint8Array) => Promise<number>): Promise<void> {
    const { clock, pace, onTaken } = this.#options;
    const alone = batch[0]?.end === END_ALONE;
    const parts = batch.flatMap(({ bytes }, index) => index > 0 && pace.joint ? [pace.joint, bytes] : [bytes]);
    this.#unconfirmed = pace.confirmMs !== undefined && !alone;
    for (let rest = concat(parts); rest.length > 0;) rest = rest.subarray(await write(rest));
    this.#lastAt = clock.now().mono;
    this.#freeAt = this.#lastAt + (alone ? ALONE_MS : pace.gapMs);
    if (!this.#stopped) onTaken(batch.reduce((sum, { bytes }) => sum + bytes.length + 1, 0));
  }
}
