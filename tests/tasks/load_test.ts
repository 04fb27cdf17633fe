// The load program's ears notice what they are there to notice: a server that loses or reorders must not look well.
import { assertEquals } from "@std/assert";
import { nativeCodec, nativeVariant } from "../../lib/wire/native.ts";
import { Ear } from "../bench/load/ear.ts";
import { Latencies } from "../bench/load/latencies.ts";
import { findStamp, setStamp, TEXT } from "../bench/load/stamp.ts";
import { IRC, NATIVE, type Tongue } from "../bench/load/tongue.ts";

const ROOM = "r00000";
const AT = 1_763_700_000_000;

/** The text of a sender's message number `count`. */
function textOf(place: number, count: number): string {
  const bytes = new TextEncoder().encode(TEXT);
  setStamp(bytes, findStamp(bytes, 0), place, count);
  return new TextDecoder().decode(bytes);
}

function message(seq: number, place: number, count: number): Uint8Array {
  const entry = { seq, from: `u0000${place}`, text: textOf(place, count), kind: "text", at: AT };
  return nativeVariant.encodeEntries(ROOM, [entry]).bytes;
}

function said(seq: number): Uint8Array {
  return nativeCodec().encodeReply({ type: "said", room: ROOM, seq, at: AT }, "00000001");
}

function privmsg(place: number, count: number): Uint8Array {
  return new TextEncoder().encode(`:u0000${place}!~u@parley PRIVMSG #${ROOM} :${textOf(place, count)}\r\n`);
}

/** What an ear makes of these lines, fed with chunks of so many bytes. */
function heard(tongue: Tongue, lines: readonly Uint8Array[], chunk: number) {
  const news: string[] = [];
  const ear = new Ear({ senders: 2, seqAt: tongue.seqAt(ROOM), onLine: (line) => news.push(line) });
  const all = new Uint8Array(lines.flatMap((line) => [...line]));
  let rest = 0;
  for (let end = chunk; rest < all.length; end += chunk) rest += ear.take(all.slice(rest, Math.min(end, all.length)));
  return { heard: ear.heard, misordered: ear.misordered, news };
}

const HI = new TextEncoder().encode('{"op":"pong","t":1}\n');
const news = ['{"op":"pong","t":1}\n'];
const [one, two, own, four, five] = [message(1, 0, 1), message(2, 1, 1), said(3), message(4, 0, 2), message(5, 1, 2)];

Deno.test("an ear counts what comes in order, however it is cut", () => {
  for (const chunk of [1, 7, 100, 170, 10_000]) {
    assertEquals(heard(NATIVE, [one, two, HI, own, four, five], chunk), { heard: 4, misordered: 0, news });
  }
  // Digits become more on the way.
  const many = Array.from({ length: 1_200 }, (_, index) => message(index + 1, 0, index + 1));
  assertEquals(heard(NATIVE, many, 4_096), { heard: 1_200, misordered: 0, news: [] });
});

Deno.test("an ear notices what is lost, doubled or out of order", () => {
  const cases: readonly (readonly [string, Uint8Array[], number, number])[] = [
    ["lost", [one, HI, own, four, five], 3, 2],
    ["one's own lost", [one, two, HI, four, five], 4, 1],
    ["doubled", [one, one, two, HI, own, four, five], 5, 1],
    ["out of order", [two, one, HI, own, four, five], 4, 3],
  ];
  for (const [what, lines, count, misordered] of cases) {
    const result = heard(NATIVE, lines, 10_000);
    assertEquals(result, { heard: count, misordered, news }, what);
  }
});

Deno.test("where a dialect tells no seq each sender's own count is what is checked", () => {
  const lines = [privmsg(0, 1), privmsg(1, 1), privmsg(0, 2)];
  assertEquals(heard(IRC, lines, 10_000), { heard: 3, misordered: 0, news: [] });
  assertEquals(heard(IRC, [privmsg(0, 1), privmsg(0, 3)], 10_000), { heard: 2, misordered: 1, news: [] });
});

Deno.test("a share of the latencies is the least that so many stay under", () => {
  const latencies = Latencies.of(Array.from({ length: 100 }, (_, index) => index + 1));
  assertEquals([0.5, 0.99, 1].map((share) => latencies.quantile(share)), [50, 99, 100]);
  assertEquals(new Latencies().quantile(0.5), NaN);
});
