// Opening a history in Deno KV to keep it: for one server at a time.
import type { Clock } from "../clock.ts";
import { Archiver, JOURNAL_VALUES_MAX } from "./archiver.ts";
import { Exclusive } from "./exclusive.ts";
import { Journal } from "./journal.ts";
import { OWNER_KEY, STORE_KEY } from "./keys.ts";
import { KvHistory } from "./kv_history.ts";
import { DEFAULT_PLACE, loadShelf, openKv, toStoreError } from "./kv_load.ts";
import { takeLease } from "./lease.ts";
import type { HistoryStore } from "./store.ts";
import { claimFile } from "./store_file.ts";
import { Sweeper } from "./sweeper.ts";

export type { HistoryReader } from "./kv_reader.ts";

export interface KvStoreOptions {
  /** The database file; `undefined` for the one that Deno gives a program. */
  readonly path: string | undefined;
  readonly clock: Clock;
  /** Entries kept per room; 0 keeps all. Those before are not given out, and deleted run by run. @default {0} */
  readonly keep?: number;
  /** How long the journal may grow before runs are made of it, in values. @default {JOURNAL_VALUES_MAX} */
  readonly journalValuesMax?: number;
}

interface Identity {
  readonly id: string;
  readonly secret: Uint8Array;
}

/**
 * Opens the history at `path`, or Deno's default place, for this process alone. Where there is none it is made.
 * However much there is, only the rooms' heads and the short journal are read; after an unclean end the file is
 * checked first.
 *
 * @throws {StoreError} Where it is in use, damaged, not writable, or a file of something else.
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { systemClock } from "../clock.ts";
 * import { openKvStore } from "./kv_store.ts";
 * const folder = await Deno.makeTempDir();
 * const store = await openKvStore({ path: `${folder}/history.db`, clock: systemClock });
 * assertEquals(await store.rooms(), []);
 * await store.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openKvStore(options: KvStoreOptions): Promise<HistoryStore> {
  const { path, clock, keep = 0, journalValuesMax = JOURNAL_VALUES_MAX } = options;
  const asStoreError = (error: unknown): never => {
    throw toStoreError(path, error);
  };
  // What was opened last is closed first.
  await using closing = new AsyncDisposableStack();
  const file = path === undefined ? undefined : await claimFile(path);
  let clean = false;
  closing.defer(() => file?.release(clean));
  // Two handles: one commits, and pages are read by the other, which does not wait while a commit is blocked. The
  // second is opened after the first has written: both being made ready at once lock each other out now and then.
  const writes = closing.adopt(await openKv(path), (kv) => kv.close());
  const lease = file ? undefined : await takeLease(writes, clock);
  closing.defer(() => lease?.release());
  const { id, secret, owner } = await takeOver(writes).catch(asStoreError);
  const reads = closing.adopt(await openKv(path), (kv) => kv.close());
  const { shelf, extent } = await loadShelf(reads).catch(asStoreError);
  const exclusive = new Exclusive();
  const journal = new Journal({ writes, reads, exclusive, shelf, owner, from: extent });
  const archiver = closing.adopt(
    new Archiver({ journal, shelf, reads, exclusive, clock, keep, journalValuesMax }),
    (archiver) => archiver.close(),
  );
  const sweeper = closing.adopt(new Sweeper(writes, clock), (sweeper) => sweeper.close());
  sweeper.wake();
  const open = closing.move();
  async function close(): Promise<void> {
    clean = true;
    await open.disposeAsync();
  }
  const place = path ?? DEFAULT_PLACE;
  return new KvHistory({ id, secret, place, clock, keep, reads, shelf, journal, archiver, sweeper, close });
}

/** Takes the store over: whoever had it before cannot commit from then on. */
async function takeOver(writes: Deno.Kv): Promise<Identity & { readonly owner: string }> {
  const identity = await identify(writes);
  const { versionstamp: owner } = await writes.set(OWNER_KEY, crypto.randomUUID());
  return { ...identity, owner };
}

/** The store's id and secret, minted the first time. */
async function identify(kv: Deno.Kv): Promise<Identity> {
  const { value } = await kv.get<Identity>(STORE_KEY);
  if (value !== null) return value;
  const minted = { id: crypto.randomUUID(), secret: crypto.getRandomValues(new Uint8Array(32)) };
  await kv.atomic().check({ key: STORE_KEY, versionstamp: null }).set(STORE_KEY, minted).commit();
  return minted;
}
