// A history whose commits and reads fail when a test wants it: before they are stored, or after.
import type { Batch, HistoryStore } from "../../lib/history/store.ts";

/** What befalls a commit: nothing, not stored and an error, stored and an error all the same. */
export type CommitFault = "none" | "lost" | "stored-but-fails";

/** Passes everything on to the store within, but for the faults that are set. */
export class FaultyStore implements Pick<HistoryStore, "commit" | "heads"> {
  /** Faults of the next commits, in order; after them there are none. */
  faults: CommitFault[] = [];
  /** While true each commit fails. */
  broken = false;
  /** While true heads can't be read. */
  blind = false;
  commits = 0;
  readonly #inner: HistoryStore;

  constructor(inner: HistoryStore) {
    this.#inner = inner;
  }

  async commit(batch: Batch): Promise<void> {
    this.commits++;
    const fault = this.broken ? "lost" : this.faults.shift() ?? "none";
    if (fault === "lost") throw new Error("disk I/O error");
    await this.#inner.commit(batch);
    if (fault === "stored-but-fails") throw new Error("connection to the disk was lost");
  }

  heads(...args: Parameters<HistoryStore["heads"]>): ReturnType<HistoryStore["heads"]> {
    if (this.blind) return Promise.reject(new Error("disk I/O error"));
    return this.#inner.heads(...args);
  }
}

/** The whole of a store whose writing is `faulty`'s; while `reading.fails` nothing of it can be read either. */
export function wholeOf(inner: HistoryStore, faulty: FaultyStore, reading: { fails: boolean }): HistoryStore {
  const readers: ReadonlySet<string | symbol> = new Set(["page", "find", "refs"]);
  return new Proxy(inner, {
    get(target, name) {
      if (name === "commit") return (batch: Batch) => faulty.commit(batch);
      if (name === "heads") return (...args: Parameters<HistoryStore["heads"]>) => faulty.heads(...args);
      if (readers.has(name) && reading.fails) return () => Promise.reject(new Error("disk I/O error"));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
