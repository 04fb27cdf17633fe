// A database file of our own: who may open it, who has it, and whether it is whole.
import { dirname, isAbsolute, join } from "node:path";
import { StoreError } from "./store_error.ts";
import { checkFile, checkWritable } from "./store_check.ts";
import { requirePermissions } from "./store_permissions.ts";

/** So many links may lead to a file, one to the next. */
const LINKS_MAX = 40;

/** A file that this process alone has, until it is released or the process ends, however it ends. */
export interface StoreFile {
  /** Gives the file up; `clean` says that all was closed in order, so that the next start need not check it. */
  release(clean: boolean): Promise<void>;
}

/**
 * Takes a database file, made or to be made, for this process, and checks that it is whole unless it was closed in
 * order. `PATH.lock` beside it (beside what it is a link to) is locked meanwhile; the system frees the lock when the
 * process ends.
 *
 * @throws {StoreError}
 */
export async function claimFile(place: string): Promise<StoreFile> {
  const path = await linkedTo(place);
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
export async function inspectFile(place: string): Promise<void> {
  const path = await linkedTo(place);
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

/** The file that a path leads to by links: two names of one file have one lock. Folders are left as they are named. */
async function linkedTo(place: string): Promise<string> {
  let path = place;
  for (let links = 0; links <= LINKS_MAX; links++) {
    await requirePermissions(path);
    let target: string;
    try {
      if (!(await Deno.lstat(path)).isSymlink) return path;
      target = await Deno.readLink(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return path;
      throw unwritable(path, error);
    }
    path = isAbsolute(target) ? target : join(dirname(path), target);
  }
  throw unwritable(place, "it is a link to itself");
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
