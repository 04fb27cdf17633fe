// A process of its own that opens a history: to be killed, to be refused, or to be told what it may do.
// Arguments: the path ("" for Deno's own place), then what to do.
import process from "node:process";
import type { RoomId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { StoreError } from "../../lib/history/store_error.ts";
import { batch, record, ROOM, run } from "./batches.ts";

const [path = "", task = "open"] = Deno.args;
const encoder = new TextEncoder();

function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

/** Stores run after run, and says each one's last seq once it is stored, until it is killed. */
async function write(): Promise<void> {
  const store = await openKvStore({ path, clock: systemClock, journalValuesMax: 3 });
  const rooms = [ROOM, ...Array.from({ length: 5 }, (_, index) => `other-${index}` as RoomId)];
  const heads = await store.heads(rooms);
  if (!heads.get(ROOM)?.kept) await store.commit(batch({ puts: rooms.map((room) => record(room)) }));
  for (let seq = (heads.get(ROOM)?.head ?? 0) + 1;; seq += 10) {
    await store.commit(batch({ runs: rooms.map((room) => run(room, seq, seq + 9, Date.now())) }));
    say(`${seq + 9}`);
  }
}

/** Opens, says so, and closes when its input ends. */
async function open(): Promise<void> {
  const store = await openKvStore({ path: path || undefined, clock: systemClock });
  say(`open ${store.place}`);
  for await (const _ of Deno.stdin.readable);
  await store.close();
}

if (task === "open-as-nobody" && process.getuid?.() === 0) {
  process.setgid?.(65_534);
  process.setuid?.(65_534);
}
try {
  await (task === "write" ? write() : open());
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  say(`${error.code}: ${error.message}`);
}
