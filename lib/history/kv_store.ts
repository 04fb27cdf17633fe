// Opening a history in Deno KV: to keep it, or to read it beside the server that keeps it.
import type { Clock } from "../clock.ts";
import { OWNER_KEY, STORE_KEY } from "./keys.ts";
import { KvCommitter } from "./kv_committer.ts";
import { KvHistory, readHeads } from "./kv_history.ts";
import { Sweeper } from "./kv_sweeper.ts";
import { takeLease } from "./lease.ts";
import { Retention } from "./retention.ts";
import type { HistoryStore } from "./store.ts";
import { StoreError } from "./store_error.ts";
import { claimFile, inspectFile } from "./store_file.ts";

export interface KvStoreOptions {
  /** The database file; `undefined` for the one that Deno gives a program. */
  readonly path: string | undefined;
  readonly clock: Clock;
  /** Entries kept per room; 0 keeps all. Whole runs are dropped, so that a few more may be there. @default {0} */
  readonly keep?: number;
}

/** What an operator may do with a history while a server keeps it. */
export type HistoryReader = Pick<HistoryStore, "id" | "place" | "rooms" | "page" | "entries" | "close">;

interface Identity {
  readonly id: string;
  readonly secret: Uint8Array;
}

const DEFAULT_PLACE = "Deno's store for this folder; moving it leaves the history behind (--db PATH to choose)";

/**
 * Opens the history at `path`, or Deno's default place, for this process alone. Where there is none it is made.
 * Nothing but the rooms' heads is read, however much there is; after an unclean end the file is checked first.
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
export async function openKvStore({ path, clock, keep = 0 }: KvStoreOptions): Promise<HistoryStore> {
  const file = path === undefined ? undefined : await claimFile(path);
  const opened: Deno.Kv[] = [];
  try {
    // Two handles: one commits, and pages are read by the other, which does not wait while a commit is blocked.
    const writes = await open(path, opened);
    const reads = await open(path, opened);
    const lease = file ? undefined : await takeLease(writes, clock);
    const { id, secret } = await identify(writes);
    const owner = await own(writes);
    const committer = new KvCommitter(writes, owner, await readHeads(reads), new Retention(reads, keep));
    const sweeper = new Sweeper(writes, clock);
    sweeper.wake();
    return new KvHistory({
      ...{ id, secret, clock, reads, committer, sweeper, place: path ?? DEFAULT_PLACE },
      async close() {
        await sweeper.close();
        let clean = true;
        await lease?.release().catch(() => clean = false);
        for (const kv of opened) kv.close();
        await file?.release(clean);
      },
    });
  } catch (error) {
    for (const kv of opened) kv.close();
    await file?.release(false);
    throw error;
  }
}

/**
 * Opens a history to read it, also while a server keeps it, whose work this neither stops nor alters.
 *
 * @throws {StoreError} Where there is none, or it is damaged or may not be read.
 */
export async function openKvReader({ path, clock }: Omit<KvStoreOptions, "keep">): Promise<HistoryReader> {
  if (path !== undefined) await inspectFile(path);
  const reads = await open(path, []);
  const { value } = await reads.get<Identity>(STORE_KEY);
  if (value === null) {
    reads.close();
    const where = path ?? "the store that Deno has for this folder";
    throw new StoreError("not-a-store", `Cannot read a history at ${where}: there is none; see --db PATH`);
  }
  return new KvHistory({
    ...{ id: value.id, secret: new Uint8Array(), place: path ?? DEFAULT_PLACE, clock, reads },
    ...{ committer: undefined, sweeper: undefined },
    close: () => Promise.resolve(reads.close()),
  });
}

async function open(path: string | undefined, opened: Deno.Kv[]): Promise<Deno.Kv> {
  try {
    const kv = await Deno.openKv(path);
    opened.push(kv);
    return kv;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const where = path ?? "the store that Deno has for this folder";
    const [code, advice] = /malformed|corrupt/.test(reason)
      ? ["damaged", "put a backup in its place"] as const
      : ["unwritable", "check its owner and its disk, or choose another --db PATH"] as const;
    throw new StoreError(code, `Cannot open ${where}: ${reason}; ${advice}`, { cause });
  }
}

/** The store's id and secret, minted the first time. */
async function identify(kv: Deno.Kv): Promise<Identity> {
  const { value } = await kv.get<Identity>(STORE_KEY);
  if (value !== null) return value;
  const minted = { id: crypto.randomUUID(), secret: crypto.getRandomValues(new Uint8Array(32)) };
  await kv.atomic().check({ key: STORE_KEY, versionstamp: null }).set(STORE_KEY, minted).commit();
  return minted;
}

/** Makes this server the store's owner; the version is what each of its commits checks. */
async function own(kv: Deno.Kv): Promise<string> {
  return (await kv.set(OWNER_KEY, crypto.randomUUID())).versionstamp;
}
