// What Deno must allow for a database file. Asked for by query alone, so that Deno never puts a question to anybody.
import { StoreError } from "./store_error.ts";

/**
 * Sees to it that the folder of `path` may be read, and `path` and `path.lock` written. Deno wants to read the folder
 * to find the file's true place, and SQLite opens the files beside it without asking.
 *
 * @throws {StoreError} That names the flags.
 */
export async function requirePermissions(path: string): Promise<void> {
  const folder = folderOf(path);
  const wanted: Deno.PermissionDescriptor[] = [
    { name: "read", path: folder },
    { name: "read", path },
    { name: "write", path },
    { name: "write", path: `${path}.lock` },
  ];
  for (const descriptor of wanted) {
    if ((await Deno.permissions.query(descriptor)).state !== "granted") {
      throw new StoreError(
        "unwritable",
        `Cannot open ${path}: Deno was not allowed to; run again with --allow-read=${folder} --allow-write=${folder}`,
      );
    }
  }
}

/** The folder that a path is in, as it is written. */
function folderOf(path: string): string {
  const folder = /^(.*[/\\])[^/\\]+$/.exec(path)?.[1];
  if (folder === undefined) return ".";
  return /^([A-Za-z]:)?[/\\]$/.test(folder) ? folder : folder.slice(0, -1);
}
