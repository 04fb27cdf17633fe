// A store that fails behind a server: refusals instead of acknowledgements, one line in the log, and its recovery.
import { assertEquals } from "@std/assert";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { FaultyStore, wholeOf } from "../support/faulty_store.ts";
import { startServerWith } from "../support/test_server.ts";

function rig() {
  const clock = new FakeClock();
  const inner = openMemoryStore({ clock });
  const faulty = new FaultyStore(inner);
  const reading = { fails: false };
  return { clock, faulty, reading, store: wholeOf(inner, faulty, reading) };
}

Deno.test("a store that can't be written: storage after 5 s, at once from then on, and 1 s after it works all is well", async () => {
  const { clock, faulty, store } = rig();
  await using started = await startServerWith({ store, clock });
  using alice = await started.enter("alice", "lobby");
  using bob = await started.enter("bob", "lobby");
  await alice.ask({ type: "say", text: "before" });
  await bob.until("message");
  await alice.settled();
  faulty.broken = true;
  await alice.say({ type: "say", text: "lost" }, "r1");
  assertEquals((await alice.settled()).length, 0, "it is being tried");
  await clock.advance(5_000);
  const [refused] = await alice.settled();
  assertEquals([refused?.event.type === "error" && refused.event.code, refused?.ref], ["storage", "r1"]);
  const next = await alice.ask({ type: "say", text: "lost too" });
  assertEquals(next.type === "error" && next.code, "storage");
  assertEquals((await alice.ask({ type: "tell", to: ["bob"], text: "psst" })).type, "told");
  assertEquals((await alice.ask({ type: "history", room: "lobby" })).type, "history");
  faulty.broken = false;
  await clock.advance(1_000);
  const said = await alice.ask({ type: "say", text: "after" }, "r1");
  assertEquals(said.type === "said" && said.seq, 2, "a ref that was refused is free, and no seq is left out");
  const heard = (await bob.settled()).map(({ event }) => event).filter(({ type }) => type === "message");
  assertEquals(heard.map((event) => event.type === "message" && event.text), ["after"]);
  const lines = started.notices.filter(({ type }) => type === "trouble" || type === "recovered");
  assertEquals(lines.map(({ type }) => type), ["trouble", "recovered"]);
});

Deno.test("a commit that fails and is stored all the same is acknowledged once, with its one place", async () => {
  const { clock, faulty, store } = rig();
  await using started = await startServerWith({ store, clock });
  using alice = await started.enter("alice", "lobby");
  faulty.faults = ["stored-but-fails", "lost", "lost"];
  const first = alice.ask({ type: "say", text: "one" }, "r1");
  await first;
  const second = alice.ask({ type: "say", text: "two" }, "r2");
  for (const _ of [1, 2, 3, 4]) await clock.advance(100);
  const seqs = (await Promise.all([first, second])).map((answer) => answer.type === "said" && answer.seq);
  assertEquals(seqs, [1, 2]);
  const page = await alice.ask({ type: "history", room: "lobby", after: 0 });
  assertEquals(page.type === "history" && page.entries.map(({ text }) => text), ["one", "two"]);
});

Deno.test("a store that can't be read: storage to who asks, one line a minute, and talk goes on", async () => {
  const { clock, reading, store } = rig();
  await using started = await startServerWith({ store, clock });
  using alice = await started.enter("alice", "lobby");
  await alice.ask({ type: "say", text: "before" });
  reading.fails = true;
  using bob = await started.enter("bob");
  const asked = [
    await alice.ask({ type: "history", room: "lobby" }),
    await alice.ask({ type: "search", text: "before" }),
    await bob.ask({ type: "join", room: "lobby" }),
  ];
  assertEquals(asked.map((answer) => answer.type === "error" && answer.code), ["storage", "storage", "storage"]);
  assertEquals((await alice.ask({ type: "say", text: "still here" })).type, "said");
  reading.fails = false;
  assertEquals((await bob.ask({ type: "join", room: "lobby" })).type, "joined");
  assertEquals(started.notices.filter(({ type }) => type === "trouble").length, 1);
});
