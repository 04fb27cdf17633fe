// The history writer: gathers what is to be kept, numbers it, commits it, and only then tells.
import type { Change } from "../chat/kept.ts";
import type { RoomId, RoomRecord } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import {
  type AppendRequest,
  BatchBuilder,
  type Item,
  Keep,
  Put,
  Removal,
  sizeOf,
  type StoredRun,
} from "./batch_builder.ts";
import { Company } from "./company.ts";
import type { HistoryStore } from "./store.ts";

export type { AppendRequest, StoredRun } from "./batch_builder.ts";

export interface HistoryWriterOptions<T> {
  readonly store: Pick<HistoryStore, "commit" | "heads">;
  readonly clock: Clock;
  /** The newest stored seq of each room that is there at the start. */
  readonly heads: Iterable<readonly [RoomId, number]>;
  /** Called once for each commit that held entries. Resolves when they are on their way to all who are told of them. */
  onStored(runs: readonly StoredRun<T>[]): Promise<void> | void;
  /** These entries are not stored and will not be. */
  onNotStored(tickets: readonly T[]): void;
  onPut(ticket: T, stored: boolean): void;
  /** Called once when the store is given up on, and once when it can be written again. */
  onTrouble(what: "failing" | "recovered", detail: string): void;
  /** Most items that wait. @default {100_000} */
  readonly queuedMax?: number;
  /** Most bytes of text that wait. @default {64 MiB} */
  readonly queuedBytesMax?: number;
  /** Most entries in one commit. @default {2_000} */
  readonly batchEntriesMax?: number;
}

/** How long a batch is tried before it is refused. */
const TRY_MS = 5_000;
const BACK_OFF_MS = [20, 50, 100, 200, 400, 800] as const;
/** How often a store that fails is tried. */
const PROBE_MS = 1_000;
/** Deno KV takes 800 KiB and 1,000 changes at a time: a room put is one, a room removed three. */
const BATCH_BYTES_MAX = 760_000;
const BATCH_ROOMS_MAX = 200;
const EMPTY = { puts: [], removes: [], runs: [] } as const;

/**
 * Stores entries in the order in which they come. One commit runs at a time, and what comes meanwhile is gathered for
 * the next one. No callback is called from within {@linkcode append}, {@linkcode put} or {@linkcode remove}.
 *
 * When a commit fails the rooms' heads are read back (what is there is stored), and the same batch is tried again for
 * 5 s while others wait behind it. Then it and all that waits is refused, and so is all that comes, until a probe gets
 * through. So no seq is given twice and none is left out.
 *
 * @typeParam T What the caller needs to know an entry again.
 */
export class HistoryWriter<T> {
  readonly #options: HistoryWriterOptions<T>;
  readonly #heads: Map<RoomId, number>;
  /** Rooms whose head must be read before anything is added to them. */
  readonly #unsure = new Set<RoomId>();
  /** Rooms that are still to be forgotten: the store failed. No more than there were rooms. */
  readonly #unremoved = new Set<RoomId>();
  readonly #closing = Promise.withResolvers<void>();
  readonly #company: Company;
  #queue: Item<T>[] = [];
  /** Items before this index are taken. */
  #next = 0;
  #queuedBytes = 0;
  #lastAt = 0;
  /** Stored, and not told yet. */
  #untold: BatchBuilder<T> | undefined;
  #running = false;
  #failing = false;
  #closed = false;
  #timer: { cancel(): void } | undefined;
  #probing: Promise<void> | undefined;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(options: HistoryWriterOptions<T>) {
    this.#options = options;
    this.#heads = new Map(options.heads);
    this.#company = new Company(options.clock);
  }

  /** Asks for an entry to be stored; `full` where too much waits already, and then nothing more is said about it. */
  append(request: AppendRequest<T>): "queued" | "full" {
    return this.#push(request);
  }

  /** Asks for a room's settings to be stored. */
  put(record: RoomRecord, ticket: T): "queued" | "full" {
    return this.#push(new Put(record, ticket));
  }

  /** Asks for records to be stored or forgotten; `onPut` tells what became of it. */
  keep(change: Change, ticket: T): "queued" | "full" {
    return this.#push(new Keep(change, ticket));
  }

  /** Asks for a room to be forgotten. Never refused: a store that fails forgets it when it can be written again. */
  remove(room: RoomId): void {
    this.#push(new Removal(room));
  }

  /** Resolves when nothing waits and nothing is being written. */
  drained(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    this.#idle ??= Promise.withResolvers();
    return this.#idle.promise;
  }

  /** Gives up on what can't be stored at once, and stops probing; resolves when the last commit has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#company.close();
    this.#timer?.cancel();
    this.#closing.resolve();
    await this.drained();
    await this.#probing;
  }

  #push(item: Item<T>): "queued" | "full" {
    const { queuedMax = 100_000, queuedBytesMax = 64 * 1024 * 1024 } = this.#options;
    const bytes = sizeOf(item);
    const full = this.#waiting >= queuedMax || this.#queuedBytes + bytes > queuedBytesMax;
    if (full && !(item instanceof Removal)) return "full";
    this.#queuedBytes += bytes;
    this.#queue.push(item);
    this.#company.came(this.#waiting);
    if (!this.#running) {
      this.#running = true;
      queueMicrotask(() => this.#run());
    }
    return "queued";
  }

  /** How many items are queued. */
  get #waiting(): number {
    return this.#queue.length - this.#next;
  }

  async #run(): Promise<void> {
    while (this.#untold || this.#waiting > 0) {
      if (this.#failing) this.#refuseQueued();
      if (!this.#company.isEnough(this.#waiting)) {
        if (this.#untold) await this.#tellFew(this.#untold);
        if (this.#waiting > 0) await this.#company.wait(this.#waiting);
      }
      const more = !this.#failing && this.#waiting > 0;
      const storing = more ? this.#store(this.#gather()) : undefined;
      // The next commit runs while the last one is being told: who tells has work to do, and so has the disk.
      void this.#tell();
      await storing;
    }
    this.#running = false;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  /** Where few wait the next commit does so too, for company, until they are enough or all is told. */
  async #tellFew(batch: BatchBuilder<T>): Promise<void> {
    const { clock } = this.#options;
    const since = clock.now().mono;
    const telling = this.#tell();
    if (telling) await this.#company.during(telling);
    this.#company.told(batch.size, clock.now().mono - since);
  }

  #gather(): BatchBuilder<T> {
    this.#lastAt = Math.max(this.#lastAt, this.#options.clock.now().at);
    const entriesMax = this.#options.batchEntriesMax ?? 2_000;
    const batch = new BatchBuilder<T>(this.#lastAt, {
      entriesMax,
      bytesMax: BATCH_BYTES_MAX,
      roomsMax: BATCH_ROOMS_MAX,
    });
    const head = (room: RoomId) => this.#heads.get(room) ?? 0;
    for (let item = this.#queue[this.#next]; item && batch.add(item, head); item = this.#queue[this.#next]) {
      this.#queuedBytes -= sizeOf(item);
      this.#next++;
    }
    this.#trim();
    return batch;
  }

  /** Lets go of what was taken, seldom enough that it costs little. */
  #trim(): void {
    if (this.#next === this.#queue.length) this.#queue = [];
    else if (this.#next > 10_000) this.#queue.splice(0, this.#next);
    else return;
    this.#next = 0;
  }

  async #store(batch: BatchBuilder<T>): Promise<void> {
    const { store, clock } = this.#options;
    const since = clock.now().mono;
    for (let tries = 0;; tries++) {
      const failure = await store.commit(batch).then(() => undefined, toMessage);
      if (failure === undefined || await this.#isStored(batch)) return this.#stored(batch);
      const backOffMs = BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length - 1)] ?? 0;
      if (this.#closed || clock.now().mono - since + backOffMs >= TRY_MS) return this.#refuse(batch, failure);
      await this.#pause(backOffMs);
    }
  }

  #stored(batch: BatchBuilder<T>): void {
    for (const { room, head } of batch.runs) {
      this.#unsure.delete(room);
      this.#heads.set(room, head);
    }
    for (const room of batch.removes) this.#heads.delete(room);
    this.#untold = batch;
  }

  #tell(): Promise<void> | void {
    const batch = this.#untold;
    if (!batch) return;
    this.#untold = undefined;
    for (const ticket of batch.putTickets) this.#options.onPut(ticket, true);
    if (batch.runs.length > 0) return this.#options.onStored(batch.runs);
  }

  /** After a failed commit: is the batch there all the same? All of it is where one run of it is. */
  async #isStored(batch: BatchBuilder<T>): Promise<boolean> {
    const rooms = batch.rooms();
    for (const room of rooms) this.#unsure.add(room);
    const run = batch.runs[0];
    return await this.#sure() && run !== undefined && this.#heads.get(run.room) === run.head;
  }

  /** Reads the heads that are not known; false where they can't be read. */
  async #sure(): Promise<boolean> {
    if (this.#unsure.size === 0) return true;
    try {
      for (const [room, { head }] of await this.#options.store.heads([...this.#unsure])) this.#heads.set(room, head);
      this.#unsure.clear();
      return true;
    } catch {
      return false;
    }
  }

  #refuse(batch: BatchBuilder<T>, failure: string): void {
    this.#failing = true;
    this.#options.onTrouble("failing", failure);
    for (const ticket of batch.putTickets) this.#options.onPut(ticket, false);
    const tickets = batch.tickets();
    if (tickets.length > 0) this.#options.onNotStored(tickets);
    for (const room of batch.removes) this.#unremoved.add(room);
    this.#refuseQueued();
    this.#probeLater();
  }

  #refuseQueued(): void {
    const items = this.#queue.slice(this.#next);
    this.#queue = [];
    this.#next = 0;
    this.#queuedBytes = 0;
    const tickets: T[] = [];
    for (const item of items) {
      if (item instanceof Put || item instanceof Keep) this.#options.onPut(item.ticket, false);
      else if (item instanceof Removal) this.#unremoved.add(item.room);
      else tickets.push(item.ticket);
    }
    if (tickets.length > 0) this.#options.onNotStored(tickets);
  }

  #probeLater(): void {
    if (!this.#closed) this.#timer = this.#options.clock.after(PROBE_MS, () => this.#probing = this.#probe());
  }

  /** Writing works again when a probe is written, and reading when the heads that are not known are read. */
  async #probe(): Promise<void> {
    const written = await this.#options.store.commit(EMPTY).then(() => true, () => false);
    if (!written || !await this.#sure()) return this.#probeLater();
    this.#failing = false;
    // Before all that comes: a room that is made next may have the name of one that is gone.
    for (const room of this.#unremoved) this.remove(room);
    this.#unremoved.clear();
    this.#options.onTrouble("recovered", "the history can be written again");
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#options.clock.after(ms, resolve);
    return Promise.race([promise, this.#closing.promise]).finally(() => timer.cancel());
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
