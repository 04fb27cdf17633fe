// Is a database file whole? Asked of SQLite itself, since Deno KV panics on some damaged files.
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "./store_error.ts";

/** What Deno KV reads when it opens a database: each of these must give rows of integers, or it ends the process. */
const SHAPE = [
  "SELECT k, version FROM migration_state",
  "SELECT k, version, seq FROM data_version",
  "SELECT count(*) FROM queue",
  "SELECT count(*) FROM queue_running",
  "SELECT count(*) FROM (SELECT version FROM kv LIMIT 1)",
];

/**
 * Looks at a database file before Deno KV does: `shape` at what every start needs, `whole` at all of it, which takes
 * some 10 ms a MB where it is not in memory.
 *
 * @throws {StoreError} `damaged`, or `not-a-store` where it is a file of something else.
 */
export function checkFile(path: string, extent: "shape" | "whole"): void {
  let fault: string | undefined;
  try {
    using database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    if (extent === "whole") fault = quickCheck(database);
    if (fault === undefined) {
      const tables = database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('kv','data_version')")
        .get();
      if (tables?.["n"] !== 2) throw notAStore(path);
      for (const query of SHAPE) for (const row of database.prepare(query).all()) fault ??= oddValue(row);
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    fault = error instanceof Error ? error.message : String(error);
    if (/not a database/.test(fault) && !beginsLikeSqlite(path)) throw notAStore(path);
  }
  if (fault !== undefined) {
    throw new StoreError(
      "damaged",
      `Cannot open ${path}: it is damaged (${fault}); put a backup in its place, or move it away and start anew`,
    );
  }
}

function quickCheck(database: DatabaseSync): string | undefined {
  const found = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  return found === "ok" ? undefined : String(found).replaceAll(/\s+/g, " ");
}

function oddValue(row: Record<string, unknown>): string | undefined {
  return Object.values(row).every((value) => typeof value === "number") ? undefined : "its bookkeeping is unreadable";
}

function beginsLikeSqlite(path: string): boolean {
  using file = Deno.openSync(path);
  const begin = new Uint8Array(6);
  return file.readSync(begin) === 6 && new TextDecoder().decode(begin) === "SQLite";
}

function notAStore(path: string): StoreError {
  return new StoreError("not-a-store", `Cannot open ${path}: it is not a history of ours; choose another --db PATH`);
}
