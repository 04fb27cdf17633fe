import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Entry } from "../../lib/chat/entry.ts";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { ANSWER_BYTES_MAX, NOTE_LENGTH_MAX, TEXT_LENGTH_MAX } from "../../lib/chat/limits.ts";
import { fitEntries, fitRows, utf8Length } from "../../lib/hub/answer_size.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { World } from "../support/hub_world.ts";

const codec = nativeCodec();
const REF = "r".repeat(64);

function bytesOf(event: Event): number {
  return codec.encodeReply(event, REF).length;
}

function assertFits(event: Event): void {
  assert(bytesOf(event) <= ANSWER_BYTES_MAX, `${event.type} has ${bytesOf(event)} bytes`);
}

function only<T extends Event["type"]>(events: readonly Event[], type: T): EventOf<T> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`Cannot find ${type} in ${JSON.stringify(events).slice(0, 200)}`);
  return found as EventOf<T>;
}

/** A nick of 32 characters of four bytes each, different for each `n`. */
function longNick(n: number): string {
  return String.fromCodePoint(0x20000 + n) + "\u{2a000}".repeat(31);
}

/** A world with a room of 200 long-named members and 250 texts of the longest and widest kind. */
function fullWorld(): { world: World; alice: number } {
  const world = new World();
  const alice = world.enter(longNick(0));
  world.ask(alice, { type: "create", room: "\u{2a001}".repeat(64), topic: "\u{2a002}".repeat(NOTE_LENGTH_MAX) });
  for (let i = 1; i < 250; i++) {
    world.ask(world.enter(longNick(i)), { type: "join", room: "\u{2a001}".repeat(64), last: 0 });
  }
  for (let i = 0; i < 250; i++) world.ask(alice, { type: "say", text: "\u{1f600}".repeat(TEXT_LENGTH_MAX) });
  return { world, alice };
}

Deno.test("joined and history of the largest texts fit, and paging by more gets all of them", () => {
  const { world, alice } = fullWorld();
  const room = "\u{2a001}".repeat(64);
  const joined = only(world.ask(alice, { type: "join", room, last: 200 }), "joined");
  assertFits(joined);
  assertEquals([joined.members.length, joined.count, joined.more, joined.history.at(-1)?.seq], [200, 250, true, 250]);

  const after = only(world.ask(alice, { type: "join", room, after: 100 }), "joined");
  assertFits(after);
  assertEquals([after.history[0]?.seq, after.more], [101, true]);

  const seqs: number[] = [];
  for (let before = 251;;) {
    const page = only(world.ask(alice, { type: "history", room, before, limit: 200 }), "history");
    assertFits(page);
    assert(page.entries.length > 0);
    seqs.unshift(...page.entries.map(({ seq }) => seq));
    before = page.entries[0]?.seq ?? 0;
    if (!page.more) break;
  }
  assertEquals(seqs, Array.from({ length: 250 }, (_, i) => i + 1));

  const around = only(world.ask(alice, { type: "history", room, around: 120, limit: 200 }), "history");
  assertFits(around);
  assert(around.entries.some(({ seq }) => seq === 120), "what was asked for is in it");
});

Deno.test("who of 500 people with the longest notes fits, and paging by after gets all of them", () => {
  const world = new World();
  for (let i = 0; i < 500; i++) {
    const connection = world.enter(longNick(i));
    world.ask(connection, { type: "status", status: "busy", note: "\u{1f600}".repeat(NOTE_LENGTH_MAX) });
  }
  const asker = world.enter("zed");
  const nicks = new Set<string>();
  let after: string | undefined;
  for (;;) {
    const page = only(world.ask(asker, { type: "who", ...(after !== undefined && { after }) }), "who");
    assertFits(page);
    for (const { nick } of page.people) nicks.add(nick);
    after = page.people.at(-1)?.nick;
    if (!page.more) break;
  }
  assertEquals(nicks.size, 501);
});

Deno.test("rooms come at most 500 at a time, and paging by after gets all of them", () => {
  const world = new World({ roomsPerClient: 1_000, roomsMax: 1_000 });
  const alice = world.enter("alice");
  for (let i = 0; i < 520; i++) {
    const room = `${"\u{2a001}".repeat(60)}${i}`;
    world.ask(alice, { type: "create", room, topic: "\u{1f600}".repeat(NOTE_LENGTH_MAX) });
  }
  const names: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = only(world.ask(alice, { type: "rooms", ...(after !== undefined && { after }) }), "rooms");
    assertFits(page);
    assert(page.rooms.length <= 500);
    names.push(...page.rooms.map(({ room }) => room));
    after = names.at(-1);
    if (!page.more) break;
  }
  assertEquals([names.length, new Set(names).size], [521, 521]);
});

Deno.test("utf8Length() is what an encoder gives", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (points) => {
    const text = String.fromCodePoint(...points).toWellFormed();
    assertEquals(utf8Length(text), new TextEncoder().encode(text).length);
  }));
});

Deno.test("fitEntries() keeps the oldest, the newest, or the nearest, each as one run", () => {
  const entries: Entry[] = Array.from({ length: 100 }, (_, i) => {
    return { seq: i + 1, from: "a", text: "😀".repeat(4_000), kind: "text", at: 0 };
  });
  for (const fit of ["oldest", "newest", 1, 37, 100] as const) {
    const seqs = fitEntries(entries, fit).map(({ seq }) => seq);
    assert(seqs.length > 5 && seqs.length < 20);
    seqs.forEach((seq, i) => assertEquals(seq, (seqs[0] ?? 0) + i));
    if (fit === "oldest") assertEquals(seqs[0], 1);
    else if (fit === "newest") assertEquals(seqs.at(-1), 100);
    else assert(seqs.includes(fit));
  }
  assertEquals(fitEntries(entries.slice(0, 3), "newest").length, 3);
  assertEquals(fitRows([]), []);
});
