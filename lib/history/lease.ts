// One server at a time where there is no file to lock: a key that its holder renews.
import type { Clock } from "../clock.ts";
import { LEASE_KEY } from "./keys.ts";
import { StoreError } from "./store_error.ts";

/** How often a lease is renewed. */
const RENEW_MS = 2_000;
/** A lease that was not renewed for so long is nobody's. */
const LAPSE_MS = 6_000;
/** How often a lease that may be dead is looked at. */
const LOOK_MS = 500;

interface LeaseValue {
  readonly owner: string;
  readonly at: number;
}

/** A store that this server holds until it is released, or was not renewed for 6 s. */
export interface Lease {
  release(): Promise<void>;
}

/**
 * Takes the lease. Where it is held, waits until its holder has been silent for 6 s.
 *
 * @throws {StoreError} `in-use` as soon as the holder shows that it lives.
 */
export async function takeLease(kv: Deno.Kv, clock: Clock): Promise<Lease> {
  const owner = crypto.randomUUID();
  const since = clock.now().mono;
  const found = await kv.get<LeaseValue>(LEASE_KEY);
  let seen = found;
  while (seen.versionstamp !== null && !hasLapsed(seen.value, clock) && clock.now().mono - since < LAPSE_MS) {
    await pause(clock, LOOK_MS);
    seen = await kv.get<LeaseValue>(LEASE_KEY);
    if (seen.versionstamp !== null && seen.versionstamp !== found.versionstamp) throw inUse();
  }
  const value = { owner, at: clock.now().at };
  const taken = await kv.atomic().check({ key: LEASE_KEY, versionstamp: seen.versionstamp }).set(LEASE_KEY, value)
    .commit();
  if (!taken.ok) throw inUse();
  return hold(kv, clock, owner, taken.versionstamp);
}

function hold(kv: Deno.Kv, clock: Clock, owner: string, versionstamp: string): Lease {
  let renewal: Promise<void> = Promise.resolve();
  let timer = clock.after(RENEW_MS, renewSoon);
  let released = false;
  function renewSoon(): void {
    renewal = renew();
  }
  async function renew(): Promise<void> {
    try {
      const check = { key: LEASE_KEY, versionstamp };
      const renewed = await kv.atomic().check(check).set(LEASE_KEY, { owner, at: clock.now().at }).commit();
      if (!renewed.ok) return; // Taken over: the next commit finds that out and says so.
      versionstamp = renewed.versionstamp;
    } catch {
      // A store in trouble is found and reported by the writer; the lease is tried again.
    }
    if (!released) timer = clock.after(RENEW_MS, renewSoon);
  }
  return {
    async release() {
      released = true;
      timer.cancel();
      await renewal;
      timer.cancel();
      await kv.atomic().check({ key: LEASE_KEY, versionstamp }).delete(LEASE_KEY).commit();
    },
  };
}

/** A time that lies ahead is no proof either way: then the holder is watched. */
function hasLapsed(value: LeaseValue | null, clock: Clock): boolean {
  return value === null || clock.now().at - value.at >= LAPSE_MS;
}

function pause(clock: Clock, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(ms, resolve);
  return promise;
}

function inUse(): StoreError {
  return new StoreError(
    "in-use",
    "Cannot open the history of this folder: another server has it open; end that one or choose --db PATH",
  );
}
