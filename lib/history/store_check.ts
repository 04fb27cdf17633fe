// Is a database file whole? Asked of SQLite itself, since Deno KV panics on some damaged files.
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "./store_error.ts";

/** How long another program may hold the file's lock. */
const BUSY_MS = 2_000;

/** What Deno KV reads when it opens a database; it ends the process where it can't. */
const SHAPE = [
  "PRAGMA quick_check(migration_state)",
  "PRAGMA quick_check(data_version)",
  "PRAGMA quick_check(queue)",
  "PRAGMA quick_check(queue_running)",
  "SELECT count(*) AS n FROM (SELECT k FROM kv WHERE expiration_ms >= 0 AND expiration_ms <= 1 LIMIT 1)",
  "SELECT count(*) AS n FROM (SELECT version FROM kv ORDER BY k LIMIT 1)",
  "SELECT count(*) AS n FROM (SELECT version FROM kv ORDER BY k DESC LIMIT 1)",
  "SELECT k, version FROM migration_state",
  "SELECT k, version, seq FROM data_version",
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
    using database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    if (extent === "whole") fault = faultOf(database, "PRAGMA quick_check(1)");
    if (fault === undefined) {
      const tables = database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('kv','data_version')")
        .get();
      if (tables?.["n"] !== 2) throw notAStore(path);
      for (const query of SHAPE) fault ??= faultOf(database, query);
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    fault = error instanceof Error ? error.message : String(error);
    if (/not a database/.test(fault) && !beginsLikeSqlite(path)) throw notAStore(path);
  }
  if (fault !== undefined) {
    throw new StoreError(
      "damaged",
      `Cannot open ${path}: it is damaged (${
        oneLine(fault)
      }); put a backup in its place, or move it away and start anew`,
    );
  }
}

/**
 * Sees to it that a database file can be written now. Deno KV would wait for another program's lock without end.
 *
 * @throws {StoreError} `in-use`, or `unwritable`.
 */
export function checkWritable(path: string): void {
  try {
    using database = new DatabaseSync(path, { timeout: BUSY_MS });
    database.exec("BEGIN IMMEDIATE; ROLLBACK");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/locked|busy/.test(reason)) {
      const message = `Cannot open ${path}: another program holds its lock; end that one or choose another --db PATH`;
      throw new StoreError("in-use", message, { cause });
    }
    const message = `Cannot write ${path}: ${reason}; check its owner and its disk, or choose another --db PATH`;
    throw new StoreError("unwritable", message, { cause });
  }
}

/** What a query finds wrong: a check says "ok", and what is not a check gives numbers. */
function faultOf(database: DatabaseSync, query: string): string | undefined {
  for (const row of database.prepare(query).all()) {
    for (const value of Object.values(row)) {
      if (value !== "ok" && typeof value !== "number") return String(value);
    }
  }
  return undefined;
}

function beginsLikeSqlite(path: string): boolean {
  using file = Deno.openSync(path);
  const begin = new Uint8Array(6);
  return file.readSync(begin) === 6 && new TextDecoder().decode(begin) === "SQLite";
}

function notAStore(path: string): StoreError {
  return new StoreError("not-a-store", `Cannot open ${path}: it is not a history of ours; choose another --db PATH`);
}

/** What SQLite says may quote the damage. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, " ").slice(0, 80);
}
