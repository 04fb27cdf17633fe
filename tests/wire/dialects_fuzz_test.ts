// Spoilt talk in every dialect: nothing throws, nothing grows without bound, nobody else notices. `FUZZ_RUNS` and
// `FUZZ_SEED` make it longer and other; what was once found goes into the corpus below.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { LINE_BYTES_MAX } from "../../lib/chat/limits.ts";
import type { Event } from "../../lib/chat/event.ts";
import type { Codec } from "../../lib/wire/dialect.ts";
import type { Dialect } from "../../lib/wire/dialects.ts";
import { dialectOf, makeTable } from "../../lib/wire/table.ts";
import { END_LATEST } from "../../lib/wire/units.ts";
import { entries as anyEntries, event as anyEvent } from "../support/arbitraries.ts";
import { FakeWorld } from "../support/fake_world.ts";
import { conversation, SENTENCES } from "../support/grammar.ts";

const NAMES = ["plain", "nickprompt", "classchat", "iitd", "muca"] as const;
const granted = (await Deno.permissions.query({ name: "env" })).state === "granted";
const RUNS = Number((granted && Deno.env.get("FUZZ_RUNS")) || 120);
const SEED = Number((granted && Deno.env.get("FUZZ_SEED")) || 20_260);

/** Packets that once made something go wrong. */
const CORPUS: Readonly<Record<typeof NAMES[number], readonly (readonly string[])[]>> = {
  plain: [["\n\n", "/", "//", "@:", "\u0000\n"]],
  nickprompt: [["", "bob", "bobbob", "bob: ", ": "], ["aaaaaaaa"]],
  classchat: [[">", ">>", "bob>", "bob>:", "bob>group", "bob>group group1 ,,,"]],
  iitd: [["REGISTER TOSEND a\n\n", "SEND a\nContent-length: 0\n\n", "SEND  \nContent-length: 99999999\n\n"]],
  muca: [["{}}}{{", '{"CMD":"JOIN","UN":"a","UID":"b"}', '{"CMD":"SEND","MSG":"","TO":[""]}']],
};

function rowOf(name: typeof NAMES[number]): Dialect {
  const row = dialectOf(makeTable(), name);
  if (!row) throw new TypeError(`Cannot fuzz ${name}: it has no row`);
  return row;
}

function open(row: Dialect): Codec {
  return row.open({ server: "test/0", address: "10.0.0.1", probed: false, begun: true });
}

/** Asserts what every frame of a paced dialect keeps: units that end, none longer than a write. */
function assertFrame(row: Dialect, frame: Uint8Array): void {
  if (!row.pace || frame.length === 0) return;
  assertEquals((frame.at(-1) ?? 0xff) <= END_LATEST, true, "a frame ends with a mark");
  let length = 0;
  for (const byte of frame) {
    length = byte <= END_LATEST ? 0 : length + 1;
    assertEquals(length <= row.pace.writeBytesMax, true, "no unit is longer than a write");
  }
}

/** Takes all that the codec has ready; a hello is granted, everything else answered by whatever comes. */
function drain(row: Dialect, codec: Codec, replies: Event[]): void {
  for (let each = 0; each < 10_000; each++) {
    const decoded = codec.decoder.next();
    if (decoded === undefined) return;
    if (decoded.type === "answer") assertFrame(row, decoded.bytes);
    if (decoded.type === "end" && decoded.bytes) assertFrame(row, decoded.bytes);
    if (decoded.type !== "command") continue;
    const reply = decoded.command.type === "hello" ? welcome(decoded.command.nick) : replies.shift();
    if (reply) assertFrame(row, codec.encodeReply(reply, decoded.ref));
  }
  throw new Error("The codec speaks without end");
}

function welcome(nick: string): Event {
  const limits = { line: LINE_BYTES_MAX, text: 4_096, rooms: 1, refs: 1_000 };
  const session = { id: "i", session: "s", resume: "r", resumed: false, limits, ping: 30_000, rooms: [], groups: [] };
  return { type: "welcome", v: 1, nick, server: "test/0", motd: "", ...session };
}

type Example = [packets: readonly Uint8Array[], events: Event[]];

for (const name of NAMES) {
  const row = rowOf(name);
  Deno.test(`${name}: a codec bears every spoilt conversation and every event`, () => {
    fc.assert(
      fc.property(conversation(SENTENCES[name]), fc.array(anyEvent, { maxLength: 12 }), (packets, events) => {
        const codec = open(row);
        for (const packet of packets) {
          codec.decoder.feed(packet);
          drain(row, codec, [...events]);
          codec.decoder.quiet?.();
          drain(row, codec, [...events]);
        }
        for (const event of events) {
          codec.heard?.(event);
          assertFrame(row, codec.variant.encode(event));
          drain(row, codec, []);
        }
        assertEquals(codec.decoder.rest().length <= LINE_BYTES_MAX * 2, true);
      }),
      { seed: SEED, numRuns: RUNS, examples: CORPUS[name].map((texts): Example => [texts.map(encode), []]) },
    );
  });

  Deno.test(`${name}: the frames of entries are those of each, one after the other`, () => {
    const { variant } = open(row);
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { bytes, ends } = variant.encodeEntries("lobby", entries);
        assertFrame(row, bytes);
        assertEquals([ends.length, ends.at(-1) ?? 0], [entries.length, bytes.length]);
        for (const [index, entry] of entries.entries()) {
          const frame = bytes.subarray(ends[index - 1] ?? 0, ends[index]);
          assertEquals(frame, variant.encode({ type: "message", room: "lobby", ...entry }));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  Deno.test(`${name}: what never ends is held within a bound`, () => {
    const codec = open(row);
    const chunk = encode('{"REGISTER bob: '.repeat(256));
    for (let each = 0; each < 200; each++) {
      codec.decoder.feed(chunk);
      drain(row, codec, []);
    }
    assertEquals(codec.decoder.rest().length <= LINE_BYTES_MAX + 2 * chunk.length, true);
  });

  Deno.test(`${name}: a server bears it, and nobody else notices`, async () => {
    await using world = await FakeWorld.start();
    const ada = await world.native("ada");
    await fc.assert(
      fc.asyncProperty(conversation(SENTENCES[name]), async (packets) => {
        const peer = world.dial("auto", "127.0.0.1");
        for (const packet of packets) peer.send(packet.slice());
        await world.advance(800);
        peer.end();
        ada.heard();
        ada.send('{"op":"ping","t":7}\n');
        await world.settle();
        assertEquals(ada.heard().join("").includes('{"op":"pong","t":7}'), true);
        assertEquals(world.faults, []);
      }),
      { seed: SEED, numRuns: Math.ceil(RUNS / 10) },
    );
  });
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
