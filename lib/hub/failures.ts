// Wrong passwords: few may be tried at an account, or from an address, before one has to wait, longer each time.

/** So many within a minute, … */
const TRIES = 5;
const MINUTE_MS = 60_000;
/** … then a wait that doubles with each further one, up to this. */
const WAIT_MS_MAX = 60 * MINUTE_MS;
/** What is remembered of places; the oldest are forgotten first. */
const PLACES_MAX = 20_000;

interface Record {
  failed: number;
  /** Tries that are being looked at. */
  open: number;
  since: number;
  until: number;
  waitMs: number;
}

/** What has been tried where. A place is an account's name or an address; times are monotonic ms. */
export class Failures {
  readonly #recordByPlace = new Map<string, Record>();

  /** How long one has to wait before the next try; 0: not at all. */
  wait(place: string, mono: number): number {
    const record = this.#recordByPlace.get(place);
    return record ? Math.max(0, Math.ceil(record.until - mono)) : 0;
  }

  /** Whether as many tries are being looked at as could fail without a wait. */
  crowded(place: string, mono: number): boolean {
    const record = this.#fresh(place, mono);
    return record !== undefined && record.open > 0 && record.failed + record.open >= TRIES;
  }

  begin(place: string, mono: number): void {
    let record = this.#fresh(place, mono);
    if (!record) this.#recordByPlace.set(place, record = { failed: 0, open: 0, since: mono, until: 0, waitMs: 0 });
    record.open += 1;
    for (const [oldest, { open }] of this.#recordByPlace) {
      if (this.#recordByPlace.size <= PLACES_MAX) break;
      if (open === 0) this.#recordByPlace.delete(oldest);
    }
  }

  /** A try has ended; `failed` is left out where it was never decided. */
  end(place: string, mono: number, failed: boolean): void {
    const record = this.#recordByPlace.get(place);
    if (!record) return;
    record.open -= 1;
    if (!failed) return;
    record.failed += 1;
    if (record.failed < TRIES) return;
    record.waitMs = record.waitMs === 0 ? MINUTE_MS : Math.min(record.waitMs * 2, WAIT_MS_MAX);
    record.until = mono + record.waitMs;
  }

  /** Who has proved to be right starts anew. */
  forget(place: string): void {
    const record = this.#recordByPlace.get(place);
    if (record && record.open === 0) this.#recordByPlace.delete(place);
    else if (record) Object.assign(record, { failed: 0, until: 0, waitMs: 0 });
  }

  /** A record that still counts: a minute after the first failure, or, after waits, when as long again was quiet. */
  #fresh(place: string, mono: number): Record | undefined {
    const record = this.#recordByPlace.get(place);
    if (!record) return undefined;
    const ends = record.waitMs === 0
      ? record.since + MINUTE_MS
      : record.until + Math.max(record.waitMs, 10 * MINUTE_MS);
    if (mono < ends) return record;
    Object.assign(record, { failed: 0, since: mono, until: 0, waitMs: 0 });
    return record;
  }
}
