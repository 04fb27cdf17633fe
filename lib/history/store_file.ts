// A database file of our own: who may open it, who has it, and whether it is whole.
import { StoreError } from "./store_error.ts";
import { checkFile, checkWritable } from "./store_check.ts";
import { requirePermissions } from "./store_permissions.ts";

/** A file that this process alone has, until it is released or the process ends, however it ends. */
export interface StoreFile {
  /** Gives the file up; `clean` says that all was closed in order, so that the next start need not check it. */
  release(clean: boolean): Promise<void>;
}

/**
 * Takes a database file, made or to be made, for this process, and checks that it is whole unless it was closed in
 * order. `PATH.lock` beside it is locked meanwhile; the system frees the lock when the process ends.
 *
 * @throws {StoreError}
 */
export async function claimFile(path: string): Promise<StoreFile> {
  await requirePermissions(path);
  const lock = await openLock(path);
  try {
    await requireWritable(path);
    if (await check(path, await readMark(lock))) checkWritable(path);
    await writeMark(lock, "open\n");
  } catch (error) {
    lock.close();
    throw error instanceof StoreError ? error : unwritable(path, error);
  }
  return {
    async release(clean) {
      try {
        if (clean) await writeMark(lock, await cleanMark(path));
      } catch {
        // Without the mark the next start checks the file, which is only slower.
      } finally {
        lock.close();
      }
    },
  };
}

/**
 * Checks a file that is to be read, perhaps beside the server that writes it.
 *
 * @throws {StoreError}
 */
export async function inspectFile(path: string): Promise<void> {
  await requirePermissions(path);
  if (await sizeOf(path) === undefined) {
    throw new StoreError("not-a-store", `Cannot read a history at ${path}: there is none; see --db PATH`);
  }
  let mark = "";
  try {
    mark = await Deno.readTextFile(`${path}.lock`);
  } catch {
    // No mark: not made by us, or copied without it.
  }
  await check(path, mark);
}

/** Before SQLite sees it: what that puts beside a file which may not be written could not be written later either. */
async function requireWritable(path: string): Promise<void> {
  try {
    (await Deno.open(path, { write: true })).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw unwritable(path, error);
  }
}

async function openLock(path: string): Promise<Deno.FsFile> {
  let lock: Deno.FsFile;
  try {
    lock = await Deno.open(`${path}.lock`, { read: true, write: true, create: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  if (await lock.tryLock(true)) return lock;
  lock.close();
  throw new StoreError("in-use", `Cannot open ${path}: another server has it open; end that one or choose --db PATH`);
}

/** Checks the file if it is there; gives whether it is. An empty file is nobody's, unless we once had it open. */
async function check(path: string, mark: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size === undefined || (size === 0 && mark === "")) return false;
  if (size === 0) {
    throw new StoreError(
      "damaged",
      `Cannot open ${path}: it is empty; put a backup in its place, or remove it to start anew`,
    );
  }
  checkFile(path, mark === await cleanMark(path) ? "shape" : "whole");
  return true;
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw unwritable(path, error);
  }
}

/** Names the file as it was closed: one that has changed since is checked like one that was not closed. */
async function cleanMark(path: string): Promise<string> {
  const { size, mtime } = await Deno.stat(path);
  return `clean ${size} ${mtime?.getTime() ?? 0}\n`;
}

async function readMark(lock: Deno.FsFile): Promise<string> {
  const buffer = new Uint8Array(64);
  const length = await lock.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, length ?? 0));
}

async function writeMark(lock: Deno.FsFile, mark: string): Promise<void> {
  await lock.truncate();
  await lock.seek(0, Deno.SeekMode.Start);
  await lock.write(new TextEncoder().encode(mark));
  await lock.sync();
}

function unwritable(path: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message.replace(/ \(os error.*/, "") : String(cause);
  return new StoreError(
    "unwritable",
    `Cannot keep a history at ${path}: ${reason}; check the folder, its owner and its disk, or choose --db PATH`,
    { cause },
  );
}
