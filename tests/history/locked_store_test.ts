// A history that another program has locked, as the writer in front of it sees that.
import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { systemClock } from "../../lib/clock.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { HistoryWriter } from "../../lib/history/writer.ts";
import { fill, ROOM, SESSION } from "./batches.ts";

Deno.test("a store that another program locks refuses after 5 s, answers pages, and recovers by itself", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/history.db`;
  const store = await openKvStore({ path, clock: systemClock });
  await fill(store, ROOM, 10);
  using other = new DatabaseSync(path);
  const [refused, recovered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const stored: number[] = [];
  const writer = new HistoryWriter<string>({
    ...{ store, clock: systemClock, heads: [[ROOM, 10]], onPut() {} },
    onStored: (runs) => void stored.push(...runs.flatMap(({ entries }) => entries.map(({ seq }) => seq))),
    onNotStored: (tickets) => tickets.includes("a") && refused.resolve(),
    onTrouble: (what) => what === "recovered" && recovered.resolve(),
  });
  const say = (ticket: string) =>
    writer.append({ room: ROOM, session: SESSION, from: "a", text: ticket, kind: "text", ticket });
  other.exec("BEGIN IMMEDIATE");
  say("a");
  assertEquals((await store.page(ROOM, { limit: 5 })).head, 10);
  await refused.promise;
  other.exec("COMMIT");
  await recovered.promise;
  say("b");
  await writer.drained();
  assertEquals(stored, [11]);
  assertEquals((await store.page(ROOM, { limit: 1 })).entries.map(({ text }) => text), ["b"]);
  await writer.close();
  await store.close();
  await Deno.remove(folder, { recursive: true });
});
