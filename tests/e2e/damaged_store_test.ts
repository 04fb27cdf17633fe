// A history that is damaged: a server that runs refuses what it can't read or write, lives on and ends in peace; one
// that is to start on it does not, and puts nothing new in its place.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import type { RoomId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { batch, record, run } from "../history/batches.ts";
import { runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

const ENTRIES = 20_000;
const LOBBY = "lobby" as RoomId;

/** A history with entries enough that most of them are read from the file each time. */
async function makeHistory(path: string): Promise<void> {
  const store = await openKvStore({ path, clock: systemClock, journalValuesMax: 5 });
  await store.commit(batch({ puts: [{ ...record(LOBBY), name: "lobby" }] }));
  for (let seq = 1; seq <= ENTRIES; seq += 100) await store.commit(batch({ runs: [run(LOBBY, seq, seq + 99)] }));
  await store.close();
}

function flip(path: string, share: number, length: number): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const bytes = new Uint8Array(length);
  const offset = Math.floor(file.statSync().size * share);
  file.seekSync(offset, Deno.SeekMode.Start);
  const count = file.readSync(bytes) ?? 0;
  file.seekSync(offset, Deno.SeekMode.Start);
  file.writeSync(bytes.subarray(0, count).map((byte) => byte ^ 0x5a));
}

interface Harm {
  readonly name: string;
  harm(path: string): void;
  /** What a server says that is to start on it. */
  readonly refusal: RegExp;
  /** What is damaged may be found only when it is read: then it starts, and has all that was acknowledged. */
  readonly mayStart?: boolean;
}

const HARMS: readonly Harm[] = [
  { name: "all its bytes are flipped", harm: (path) => flip(path, 0, 2 ** 24), refusal: /damaged.*put a backup/ },
  { name: "it has lost its end", harm: (path) => Deno.truncateSync(path, 20_000), refusal: /damaged.*put a backup/ },
  { name: "it is emptied", harm: (path) => Deno.truncateSync(path, 0), refusal: /empty.*put a backup/ },
  {
    name: "a part of its middle is flipped",
    harm: (path) => flip(path, 0.5, 65_536),
    refusal: /put a backup/,
    mayStart: true,
  },
];

Deno.test("a history is damaged while a server runs on it: it lives on, and acknowledges only what it stores", async () => {
  // Side by side: each of them waits for as long as a commit is tried.
  await Promise.all(HARMS.map(async (harm) => {
    await live(harm).catch((cause) => {
      throw new Error(`Where ${harm.name}`, { cause });
    });
  }));
});

async function live({ harm, refusal, mayStart = false }: Harm): Promise<void> {
  await using folder = await temporaryFolder();
  const path = folder.of("chat.kv");
  await makeHistory(path);
  await using server = await ServerProcess.start(["--db", path, "--rate", "0", "--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "before" })).type, "said");
  harm(path);
  let head = ENTRIES + 1, refused = false;
  const storage = (answer: Event) => {
    assertEquals(answer.type === "error" && answer.code, "storage");
    refused = true;
  };
  for (const text of ["x", "y"]) {
    const answer = await alice.ask({ type: "say", text });
    if (answer.type === "said") assertEquals(answer.seq, ++head);
    else storage(answer);
    for (const bounds of [{ after: 0 }, { after: ENTRIES / 2 }, { before: head + 1 }]) {
      const page = await alice.ask({ type: "history", room: "lobby", limit: 20, ...bounds });
      if (page.type === "history") assertEquals(page.entries.length, 20);
      else storage(page);
    }
    const found = await alice.ask({ type: "search", text: "nothing like it" });
    if (found.type !== "search") storage(found);
  }
  using bob = await server.enter("bob");
  assertEquals((await alice.ask({ type: "tell", to: ["bob"], text: "psst" })).type, "told");
  await bob.until("direct");
  const { code, stdout, stderr } = await server.stop();
  assertEquals([code, stderr], [0, []]);
  const troubles = stdout.filter((line) => line.includes('"trouble"'));
  assert(troubles.length <= 2, troubles.join("\n"));
  // What lies in the middle may still be in the database's own memory: then nobody has met the damage yet.
  assert(refused || mayStart, "nothing is answered from what is no longer there");
  assert(!refused || troubles.length > 0, "the operator is told");
  if (mayStart && (await runServer(["rooms", "--db", path])).code === 0) {
    await using again = await ServerProcess.start(["--db", path]);
    using carol = await again.enter("carol");
    const joined = await carol.ask({ type: "join", room: "lobby", last: 2 });
    if (joined.type === "joined") return assertEquals([joined.head, joined.history.length], [head, 2]);
    return assertEquals(joined.type === "error" && joined.code, "storage");
  }
  const bytes = await Deno.readFile(path);
  for (const args of [["--port", "0"], ["rooms"], ["export"]]) {
    const ended = await runServer([...args, "--db", path]);
    assertEquals([ended.code, ended.stdout, ended.stderr.length], [1, [], 1]);
    assert(refusal.test(ended.stderr.join()), ended.stderr.join());
    assertStringIncludes(ended.stderr.join(), path);
  }
  const after = await Deno.readFile(path);
  // What can still be opened may take up what its log holds; it is refused all the same, and no new one is made of it.
  const isAsItWas = after.length === bytes.length && after.every((byte, at) => byte === bytes[at]);
  assert(mayStart ? after.length >= bytes.length : isAsItWas, "nothing new is put in its place");
}
