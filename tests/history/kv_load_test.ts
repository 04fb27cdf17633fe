import { assertEquals } from "@std/assert";
import { toStoreError } from "../../lib/history/kv_load.ts";
import { StoreError, type StoreErrorCode } from "../../lib/history/store_error.ts";

Deno.test.each<[Error, StoreErrorCode, string]>([
  [
    new TypeError("The value encoding 89 is unknown."),
    "damaged",
    "The value encoding 89 is unknown; put a backup in its place",
  ],
  [
    new TypeError("database disk image is malformed"),
    "damaged",
    "database disk image is malformed; put a backup in its place",
  ],
  [
    new StoreError("damaged", "Cannot read the history's journal: it is damaged; put a backup in its place"),
    "damaged",
    "Cannot read the history's journal: it is damaged; put a backup in its place",
  ],
  [
    new TypeError("attempt to write a readonly database"),
    "unwritable",
    "attempt to write a readonly database; check its owner and its disk, or choose another --db PATH",
  ],
])("%s while a history is opened: %s", (cause, code, text) => {
  const error = toStoreError("/srv/chat.kv", cause);
  assertEquals([error.code, error.message], [code, `Cannot open /srv/chat.kv: ${text}`]);
});
