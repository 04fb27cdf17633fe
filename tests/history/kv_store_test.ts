import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { TextLineStream } from "@std/streams/text-line-stream";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import type { RoomId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { openKvReader } from "../../lib/history/kv_reader.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { StoreError, type StoreErrorCode } from "../../lib/history/store_error.ts";
import { batch, fill, range, record, ROOM, run, seqsOf, SESSION } from "./batches.ts";

const CHILD = new URL("./store_child.ts", import.meta.url).pathname;
/** Somebody who owns nothing, on Linux and macOS alike. */
const NOBODY = 65_534;
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

interface Folder {
  readonly path: string;
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

async function makeFolder(): Promise<Folder> {
  const folder = await Deno.makeTempDir();
  return {
    folder,
    path: `${folder}/history.db`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

function open(path: string, journalValuesMax = 2_000): ReturnType<typeof openKvStore> {
  return openKvStore({ path, clock: systemClock, journalValuesMax });
}

function spawn(path: string, task: string, permissions: readonly string[] = ["-A"]): Deno.ChildProcess {
  const args = ["run", "--no-prompt", "--no-lock", "--config", CONFIG, ...permissions, CHILD, path, task];
  return new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
}

/** What a child says that only opens the store. */
async function openInChild(path: string, permissions: readonly string[], task = "open"): Promise<string> {
  const child = spawn(path, task, permissions);
  await child.stdin.close();
  const { stdout, stderr } = await child.output();
  return new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr);
}

async function assertRefused(path: string, code: StoreErrorCode, advice: string): Promise<void> {
  const error = await assertRejects(() => open(path), StoreError, advice);
  assert(error instanceof StoreError);
  assertEquals([error.code, error.message.includes("\n")], [code, false]);
}

/** Changes a file's bytes from `offset` on. */
function flip(path: string, offset: number, length: number): void {
  const bytes = Deno.readFileSync(path);
  for (let at = offset; at < Math.min(bytes.length, offset + length); at++) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  Deno.writeFileSync(path, bytes);
}

Deno.test("openKvStore() finds again what was stored, in the journal and in runs", async () => {
  await using place = await makeFolder();
  for (const journalValuesMax of [2_000, 2]) {
    const path = `${place.folder}/${journalValuesMax}.db`;
    const store = await open(path, journalValuesMax);
    await store.commit(batch({ puts: [record(ROOM)] }));
    const at = Date.now();
    for (let seq = 1; seq <= 50; seq++) await store.commit(batch({ runs: [run(ROOM, seq, seq, at)] }));
    await store.close();
    const again = await open(path);
    assertEquals([again.id, again.secret, again.place], [store.id, store.secret, path]);
    assertEquals(await again.rooms(), [{ record: record(ROOM), first: 1, head: 50 }]);
    assertEquals(await seqsOf(again, ROOM), range(1, 50));
    assertEquals((await again.refs(ROOM, SESSION)).map(({ seq }) => seq), range(1, 50));
    await again.commit(batch({ runs: [run(ROOM, 51, 60, at)] }));
    assertEquals((await again.page(ROOM, { around: 50, limit: 4 })).entries.map(({ seq }) => seq), range(48, 51));
    await again.close();
  }
});

Deno.test("openKvStore() holds whatever is stored, however the journal is cut and the store is reopened", async () => {
  const rooms = Array.from({ length: 4 }, (_, index) => `room-${index}` as RoomId);
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(fc.tuple(fc.constantFrom(...rooms), fc.integer({ min: 1, max: 30 })), { maxLength: 3 }),
    },
    fc.constant("reopen" as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, journalValuesMax) => {
        await using place = await makeFolder();
        const heads = new Map<RoomId, number>(rooms.map((room) => [room, 0]));
        let store = await open(place.path, journalValuesMax);
        await store.commit(batch({ puts: rooms.map((room) => record(room)) }));
        for (const step of steps) {
          if (step === "reopen") {
            await store.close();
            store = await open(place.path, journalValuesMax);
            continue;
          }
          const counts = new Map(step);
          const runs = [...counts].map(([room, count]) =>
            run(room, (heads.get(room) ?? 0) + 1, (heads.get(room) ?? 0) + count)
          );
          await store.commit(batch({ runs }));
          for (const [room, count] of counts) heads.set(room, (heads.get(room) ?? 0) + count);
        }
        for (const [room, head] of heads) {
          assertEquals(await seqsOf(store, room), range(1, head));
          const low = Math.max(1, head >> 1);
          const page = await store.page(room, { after: low - 1, limit: 10 });
          assertEquals(page.entries.map(({ seq }) => seq), range(low, Math.min(head, low + 9)));
        }
        await store.close();
      },
    ),
    { numRuns: 15 },
  );
});

Deno.test("openKvStore() makes long runs of a journal of short ones, and empties it", async () => {
  await using place = await makeFolder();
  const store = await open(place.path, 20);
  await fill(store, ROOM, 1_000, 1);
  await store.close();
  using kv = await Deno.openKv(place.path);
  const count = async (name: string) => (await Array.fromAsync(kv.list({ prefix: ["server", name] }))).length;
  assert(await count("journal") <= 100);
  const runs = await count("run");
  assert(runs < 40, `${runs} runs`);
});

Deno.test("openKvStore() deletes what retention no longer gives out", async () => {
  await using place = await makeFolder();
  const store = await openKvStore({ path: place.path, clock: systemClock, keep: 100, journalValuesMax: 5 });
  await fill(store, ROOM, 5_000, 20);
  assertEquals(await seqsOf(store, ROOM), range(4_901, 5_000));
  await store.close();
  using kv = await Deno.openKv(place.path);
  const runs = await Array.fromAsync(kv.list({ prefix: ["server", "run"] }), ({ key }) => Number(key[3]));
  assert((runs[0] ?? 0) > 3_000, `oldest run is ${runs[0]} of ${runs.length}`);
});

Deno.test("openKvStore() leaves nothing of a removed room", async () => {
  await using place = await makeFolder();
  const store = await open(place.path, 1);
  await fill(store, ROOM, 300, 10);
  await store.commit(batch({ removes: [ROOM] }));
  await store.close();
  // The sweep that the removal began may have been cut short: the next start ends it.
  const again = await open(place.path);
  assertEquals(await again.rooms(), []);
  assertEquals(await seqsOf(again, ROOM), []);
  await again.close();
});

Deno.test("openKvStore() refuses a file that another server has open, and takes it once that one is gone", async () => {
  await using place = await makeFolder();
  const store = await open(place.path);
  await assertRefused(place.path, "in-use", "another server has it open");
  await store.close();
  await (await open(place.path)).close();
});

if (Deno.build.os !== "windows") {
  Deno.test("openKvStore() knows a file that another server has open by whatever link leads to it", async () => {
    await using place = await makeFolder();
    const store = await open(place.path);
    Deno.mkdirSync(`${place.folder}/links`);
    Deno.symlinkSync("../history.db", `${place.folder}/links/one.db`);
    Deno.symlinkSync(`${place.folder}/links/one.db`, `${place.folder}/two.db`);
    for (const link of ["links/one.db", "two.db"]) {
      await assertRefused(`${place.folder}/${link}`, "in-use", "another server has it open");
    }
    await store.close();
    await (await open(`${place.folder}/two.db`)).close();
    Deno.symlinkSync("self.db", `${place.folder}/self.db`);
    await assertRefused(`${place.folder}/self.db`, "unwritable", "a link to itself");
  });
}

Deno.test("openKvStore() refuses a file that another program has locked", async () => {
  await using place = await makeFolder();
  await (await open(place.path)).close();
  using other = new DatabaseSync(place.path);
  other.exec("BEGIN IMMEDIATE");
  await assertRefused(place.path, "in-use", "another program holds its lock");
  other.exec("COMMIT");
  await (await open(place.path)).close();
});

Deno.test("what was said to be stored is there after kill -9, and nothing is there twice", async () => {
  await using place = await makeFolder();
  let before = 0;
  for (const lines of [1, 7, 20, 40]) {
    const child = spawn(place.path, "write");
    let stored = 0;
    let seen = 0;
    const said = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    for await (const line of said) {
      stored = Number(line);
      if (++seen === lines) child.kill("SIGKILL");
    }
    await Promise.all([child.status, child.stdin.close().catch(() => {}), child.stderr.cancel()]);
    assert(stored > before);
    before = stored;
    const store = await open(place.path);
    const rooms = await store.rooms();
    assertEquals(rooms.length, 6);
    for (const { record: { id }, head } of rooms) {
      // A commit may have ended that nobody heard of any more.
      assert(head >= stored && head <= stored + 10, `head is ${head}, said was ${stored}`);
      assertEquals(await seqsOf(store, id), range(1, head));
      assertEquals((await store.refs(id, SESSION)).map(({ seq }) => seq), range(Math.max(1, head - 999), head));
      before = head;
    }
    await store.close();
  }
});

for (
  const [name, harm, code, advice] of [
    ["flipped bytes in its middle", (path: string) => flip(path, 8_192, 4_096), "damaged", "put a backup in its place"],
    ["flipped bytes at its beginning", (path: string) => flip(path, 20, 80), "damaged", "put a backup in its place"],
    ["a lost end", (path: string) => Deno.truncateSync(path, 20_000), "damaged", "put a backup in its place"],
    ["nothing in it any more", (path: string) => Deno.truncateSync(path, 0), "damaged", "put a backup in its place"],
    ["a text", (path: string) => Deno.writeTextFileSync(path, "dear diary\n".repeat(99)), "not-a-store", "--db PATH"],
  ] as const
) {
  Deno.test(`openKvStore() refuses a file with ${name}, and leaves it as it is`, async () => {
    await using place = await makeFolder();
    const store = await open(place.path, 5);
    await fill(store, ROOM, 2_000, 50);
    await store.close();
    harm(place.path);
    const bytes = Deno.readFileSync(place.path);
    await assertRefused(place.path, code, advice);
    await assertRejects(() => openKvReader(place.path), StoreError, advice);
    assertEquals(Deno.readFileSync(place.path), bytes);
  });
}

Deno.test("openKvStore() refuses another program's database, and a folder that is not there", async () => {
  await using place = await makeFolder();
  using other = new DatabaseSync(place.path);
  other.exec("CREATE TABLE diary (day TEXT)");
  await assertRefused(place.path, "not-a-store", "choose another --db PATH");
  await assertRefused(`${place.folder}/none/history.db`, "unwritable", "check the folder");
});

if (Deno.build.os !== "windows") {
  Deno.test("openKvStore() refuses a file that may not be written, and leaves it as it is", async () => {
    await using place = await makeFolder();
    const store = await open(place.path);
    await fill(store, ROOM, 5);
    await store.close();
    // Root may write anything, so the child becomes nobody: all is its own then but the leave to write.
    for (const path of [place.folder, place.path, `${place.path}.lock`]) {
      if (Deno.uid() === 0) await Deno.chown(path, NOBODY, NOBODY);
    }
    await Deno.chmod(place.path, 0o444);
    const bytes = await Deno.readFile(place.path);
    const said = await openInChild(place.path, ["-A"], "open-as-nobody");
    assertStringIncludes(said, `unwritable: Cannot keep a history at ${place.path}: Permission denied`);
    assertStringIncludes(said, "check the folder, its owner and its disk, or choose --db PATH");
    assertEquals(await Deno.readFile(place.path), bytes);
    await Deno.chmod(place.path, 0o644);
    assertEquals(await openInChild(place.path, ["-A"], "open-as-nobody"), `open ${place.path}`);
  });
}

Deno.test("openKvStore() names the flags that are missing, and the folder's suffice", async () => {
  await using place = await makeFolder();
  const { folder, path } = place;
  const flags = `--allow-read=${folder} --allow-write=${folder}`;
  for (const permissions of [[], [`-R=${folder}`], [`-R=${path}`, `-W=${path}`]]) {
    const said = await openInChild(path, permissions);
    assertStringIncludes(said, `unwritable: Cannot open ${path}: Deno was not allowed to; run again with ${flags}`);
  }
  for (let times = 0; times < 2; times++) assertEquals(await openInChild(path, flags.split(" ")), `open ${path}`);
});

Deno.test("openKvReader() reads beside the server that writes", async () => {
  await using place = await makeFolder();
  await assertRejects(() => openKvReader(place.path), StoreError, "there is none");
  const store = await open(place.path, 7);
  await fill(store, ROOM, 100, 3);
  const reader = await openKvReader(place.path);
  for (let seq = 101; seq <= 160; seq++) {
    await store.commit(batch({ runs: [run(ROOM, seq, seq)] }));
    if (seq % 10 === 0) assertEquals(await seqsOf(reader, ROOM), range(1, seq));
  }
  assertEquals((await reader.rooms()).map(({ head }) => head), [160]);
  assertEquals((await reader.page(ROOM, { limit: 2 })).entries.map(({ seq }) => seq), [159, 160]);
  assertEquals(reader.id, store.id);
  await reader.close();
  await store.close();
});
