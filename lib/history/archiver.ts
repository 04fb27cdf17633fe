// Takes what the journal holds and puts it under the rooms it belongs to, in runs that are long and therefore few.
import type { RoomId } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import type { Exclusive } from "./exclusive.ts";
import { finish, type Journal } from "./journal.ts";
import { VALUE_BYTES_MAX } from "./journal_format.ts";
import { headKey, markKey, runKey } from "./keys.ts";
import { readLastRun, readStarts } from "./kv_runs.ts";
import { encodeMark } from "./marks.ts";
import { joinLines, joinRefs, type Lines } from "./runs.ts";
import type { Place, Shelf, StoredHead } from "./shelf.ts";

/** The journal is emptied when it has grown to this: so much is held in memory, and read at the next start. */
export const JOURNAL_BYTES_MAX = 4 * 1024 * 1024;
/** As {@linkcode JOURNAL_BYTES_MAX}, in values: each commit writes at least one. */
export const JOURNAL_VALUES_MAX = 2_000;
/** Commits wait for the archiver while the journal is so many times as long. */
const BEHIND_FACTOR = 8;
/** One atomic takes about so much, so that a commit that waits behind it is hardly later. */
const STEP_BYTES = 200_000;
const STEP_KEYS = 300;
/** The newest run is added to unless it is so many times as long as the addition: what is written stays in proportion. */
const MERGE_FACTOR = 4;
/** Superfluous runs that are looked for at a time. */
const STARTS_MAX = 8;
const RETRY_MS = 2_000;

export interface ArchiverParts {
  readonly journal: Journal;
  readonly shelf: Shelf;
  readonly reads: Deno.Kv;
  readonly exclusive: Exclusive;
  readonly clock: Clock;
  /** Entries kept per room; 0 keeps all. */
  readonly keep: number;
  /** How long the journal may grow, in values. */
  readonly journalValuesMax: number;
}

/** A room whose entries up to `target` are to be put into runs. */
interface Target {
  readonly room: RoomId;
  readonly target: number;
}

/** What one atomic moves, and what is true of its rooms once it is committed. */
interface Step {
  readonly atomic: Deno.AtomicOperation;
  readonly moved: { readonly room: RoomId; readonly head: StoredHead; readonly lastRun: Place["lastRun"] }[];
  bytes: number;
  keys: number;
}

/** Empties the journal each time that it has grown long. */
export class Archiver {
  readonly #parts: ArchiverParts;
  #pass: Promise<void> | undefined;
  #retry: { cancel(): void } | undefined;
  /** Ends the rest between two steps. */
  #wake: (() => void) | undefined;
  /** A pass is wanted after the one that runs, or the one that failed. */
  #again = false;
  /** Rooms of an atomic that failed: it may be stored or not. */
  #doubtful: readonly RoomId[] = [];
  #closed = false;

  constructor(parts: ArchiverParts) {
    this.#parts = parts;
  }

  /** To be called before each commit: starts a pass when it is time, and holds up, by a promise, who is far ahead. */
  keepUp(): Promise<void> | undefined {
    const fill = this.#fill;
    if (fill < 1) return undefined;
    this.#begin();
    if (fill < BEHIND_FACTOR) return undefined;
    this.#wake?.();
    return this.#caughtUp();
  }

  /** How long the journal is: 1 where it is to be emptied. */
  get #fill(): number {
    const { oldest, next, bytes } = this.#parts.journal.extent;
    return Math.max((next - oldest) / this.#parts.journalValuesMax, bytes / JOURNAL_BYTES_MAX);
  }

  async #caughtUp(): Promise<void> {
    await this.#pass;
    if (this.#retry) throw new Error("Cannot write the history: its journal is full and cannot be emptied");
  }

  /** Sees to it that all that is in the journal now is taken out, though it be short. */
  empty(): void {
    this.#again = true;
    this.#begin();
  }

  /** Starts a pass, unless one runs or the last one failed just now. */
  #begin(): void {
    if (this.#retry || this.#closed) return;
    this.#pass ??= this.#archive().finally(() => {
      this.#pass = undefined;
      if (this.#again) this.#begin();
    });
  }

  /** Resolves when no pass runs and none will. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    this.#wake?.();
    await this.#pass;
  }

  /** One pass: all that is in the journal now. A failure is not reported: commits will fail too, or the next pass works. */
  async #archive(): Promise<void> {
    const { journal, shelf, exclusive, clock } = this.#parts;
    const again = this.#again;
    // What comes from here on is for another pass.
    this.#again = false;
    try {
      await this.#resolveDoubt();
      const extent = journal.extent;
      const targets = shelf.unarchived().map((room) => ({ room, target: shelf.head(room) }));
      while (targets.length > 0 && !this.#closed) {
        const since = clock.now().mono;
        await exclusive.run(() => this.#step(targets));
        await this.#rest(clock.now().mono - since);
      }
      if (!this.#closed) await journal.trim(extent);
    } catch {
      if (this.#closed) return;
      this.#again ||= again;
      this.#retry = clock.after(RETRY_MS, () => {
        this.#retry = undefined;
        if (this.#again) this.#begin();
      });
    }
  }

  /**
   * Leaves the disk to commits for a while after a step that took `ms`: so much longer the shorter the journal is. While
   * much is said the journal grows, up to the length at which it is emptied as fast as it fills; in calmer times it
   * shrinks again.
   */
  async #rest(ms: number): Promise<void> {
    const restMs = Math.floor(ms * (BEHIND_FACTOR - 1 - this.#fill));
    if (restMs <= 0 || this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#parts.clock.after(restMs, resolve);
    this.#wake = () => (timer.cancel(), resolve());
    await promise;
    this.#wake = undefined;
  }

  async #resolveDoubt(): Promise<void> {
    const { reads, shelf } = this.#parts;
    for (const room of this.#doubtful) {
      const { value } = await reads.get<StoredHead>(headKey(room));
      if (value) shelf.archived(room, value, undefined);
    }
    this.#doubtful = [];
  }

  /** Moves as many targets as make a good atomic, and takes those that are done off the list. */
  async #step(targets: Target[]): Promise<void> {
    const { journal, shelf } = this.#parts;
    const step: Step = { atomic: journal.atomic(), moved: [], bytes: 0, keys: 0 };
    for (let next = targets[0]; next && step.bytes < STEP_BYTES && step.keys < STEP_KEYS; next = targets[0]) {
      const place = shelf.get(next.room);
      const head = place && place.archived < next.target ? await this.#move(next.room, place, step) : next.target;
      if (head < next.target) break;
      targets.shift();
    }
    if (step.moved.length === 0) return;
    this.#doubtful = step.moved.map(({ room }) => room);
    await finish(step.atomic);
    this.#doubtful = [];
    for (const { room, head, lastRun } of step.moved) shelf.archived(room, head, lastRun);
  }

  /** Adds some of a room's sections to the step, gives the seq up to which it does. */
  async #move(room: RoomId, place: Place, step: Step): Promise<number> {
    const parts: Lines[] = [];
    let bytes = 0;
    let head = place.archived;
    for (const section of place.entries) {
      if (bytes > 0 && bytes + section.bytes.length > STEP_BYTES) break;
      parts.push(section);
      bytes += section.bytes.length + 1;
      head += section.count;
    }
    const runs = await this.#join(room, place, parts, bytes);
    await this.#moveRefs(room, place, head, step);
    for (const run of runs) {
      step.atomic.set(runKey(room, run.seq), run.bytes);
      const mark = encodeMark(run);
      if (mark) step.atomic.set(markKey(room, run.seq), mark);
    }
    const first = await this.#drop(room, place, runs, step);
    step.atomic.set(headKey(room), { first, head });
    step.bytes += bytes;
    step.keys += 2 * runs.length + 1;
    const last = runs.at(-1);
    step.moved.push({ room, head: { first, head }, lastRun: last && { seq: last.seq, bytes: last.bytes.length } });
    return head;
  }

  /** The runs that hold the parts, the first of them a continuation of the newest one if that is short enough. */
  async #join(room: RoomId, place: Place, parts: Lines[], bytes: number): Promise<Lines[]> {
    const fits = (length: number) => length <= MERGE_FACTOR * bytes && length + bytes <= VALUE_BYTES_MAX;
    if (place.archived >= place.first && (place.lastRun === undefined || fits(place.lastRun.bytes))) {
      const last = await readLastRun(this.#parts.reads, room);
      if (last && fits(last.bytes.length)) parts.unshift(last);
    }
    return joinLines(parts);
  }

  /** Refs may be stored before their entries leave the journal: doing it twice does no harm. */
  async #moveRefs(room: RoomId, { refs }: Place, head: number, step: Step): Promise<void> {
    const packs = joinRefs(room, refs.filter(({ seq }) => seq <= head));
    const apart = packs.length > STEP_KEYS ? packs.splice(0) : [];
    for (let from = 0; from < apart.length; from += STEP_KEYS) {
      const atomic = this.#parts.journal.atomic();
      for (const { key, bytes } of apart.slice(from, from + STEP_KEYS)) atomic.set(key, bytes);
      await finish(atomic);
    }
    for (const { key, bytes } of packs) step.atomic.set(key, bytes);
    step.keys += packs.length;
  }

  /** Drops the room's oldest runs as long as enough entries remain; gives the seq that is its oldest then. */
  async #drop(room: RoomId, { first, head }: Place, runs: readonly Lines[], step: Step): Promise<number> {
    const { keep, reads } = this.#parts;
    if (keep === 0 || head - first < keep) return first;
    const starts = await readStarts(reads, room, STARTS_MAX);
    // The runs of this step follow, unless there are more between.
    if (starts.length < STARTS_MAX) { for (const { seq } of runs) if (!starts.includes(seq)) starts.push(seq); }
    let dropped = 0;
    while (dropped < starts.length - 1 && (starts[dropped + 1] ?? Infinity) <= head - keep + 1) {
      const seq = starts[dropped++] ?? 0;
      step.atomic.delete(runKey(room, seq)).delete(markKey(room, seq));
    }
    step.keys += 2 * dropped;
    // What was erased may still lie in runs.
    return Math.max(first, starts[dropped] ?? first);
  }
}
