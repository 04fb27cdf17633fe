// A link that is cut at every byte of an exchange, either way: after the resume the message is there exactly once,
// everybody has seen it once, and the sender knows it.
import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import { encodeCommand } from "../../lib/wire/native_client.ts";
import { startClient } from "../support/client_rig.ts";
import { type Fates, startFaultProxy } from "../support/fault_proxy.ts";
import { NativePeer } from "../support/native_peer.ts";
import { startServer, type TestServer } from "../support/test_server.ts";

/** So many cases run beside each other. */
const ABREAST = 8;
const SAY = { type: "say", text: "exactly once, said Zoë" } as const;

/** Runs the cases 0 to `count` - 1, some beside each other. */
async function each(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < count; index = next++) await run(index);
  };
  await Promise.all(Array.from({ length: ABREAST }, lane));
}

/** One that sits in the room from the beginning, and what it and a newcomer are shown of it. */
async function witness(started: TestServer, name: string) {
  const peer = await started.enter(`w-${name}`, name);
  return {
    async seen() {
      const heard = await peer.settled();
      const live = heard.flatMap(({ event }) => event.type === "message" ? [`${event.seq} ${event.text}`] : []);
      const page = await peer.ask({ type: "history", room: name, after: 0, limit: 200 });
      const stored = page.type === "history" ? page.entries.map(({ seq, text }) => `${seq} ${text}`) : [page.type];
      peer.close();
      return { live, stored };
    },
  };
}

/** Says hello with the token if there is one, joins, says; what was answered up to the end of the link. */
async function exchange(port: number, name: string, token: string | undefined, ready: () => void) {
  let resume = token;
  let said: Event | undefined;
  using peer = await NativePeer.dial(port);
  try {
    const greet = () => peer.ask({ type: "hello", nick: `s-${name}`, ...(token !== undefined && { resume: token }) });
    let hello = await greet();
    // Who was cut off before the token came has to wait until the server knows that the link is gone.
    while (hello.type === "error" && hello.code === "nick-taken") hello = await greet();
    if (hello.type === "welcome") resume = hello.resume;
    const joined = await peer.ask({ type: "join", room: name, after: 0 });
    if (joined.type !== "joined") throw new Error(JSON.stringify(joined));
    ready();
    said = await peer.ask(SAY, "the-ref");
  } catch (error) {
    if (!isCut(error)) throw error;
  }
  return { resume, said };
}

function isCut(error: unknown): boolean {
  return error instanceof Error && /closed the link|os error|reset|broken pipe/i.test(error.message);
}

for (const direction of ["up", "down"] as const) {
  Deno.test(`a say and its said, cut ${direction} after every byte: stored once, seen once, answered`, async () => {
    await using started = await startServer();
    const line = direction === "up" ? encodeCommand({ ...SAY }, "the-ref").length : 90;
    let cuts = 0;
    await each(line + 1, async (after) => {
      const name = `${direction}${after}`;
      const others = await witness(started, name);
      await using proxy = startFaultProxy(started.server.port, () => ({ up: {}, down: {} }));
      const first = await exchange(proxy.port, name, undefined, () => proxy.cutAfter(direction, after));
      cuts += proxy.counts.faults;
      const second = await exchange(proxy.port, name, first.resume, () => {});
      const answer = second.said?.type === "said" ? second.said : undefined;
      assertEquals(answer?.seq, 1, name);
      if (first.said) assertEquals(first.said, answer, name);
      const expected = [`1 ${SAY.text}`];
      assertEquals(await others.seen(), { live: expected, stored: expected }, name);
    });
    if (cuts < line - 20) throw new Error(`Only ${cuts} of ${line} links were cut`);
  });
}

Deno.test("the whole of a session's beginning, cut after every byte either way: nothing is said twice", async () => {
  await using started = await startServer();
  const ends: Fates[] = [];
  for (let cutAt = 1; cutAt < 180; cutAt += 1) ends.push({ up: { cutAt }, down: {} });
  for (let cutAt = 1; cutAt < 900; cutAt += 3) ends.push({ up: {}, down: { cutAt } });
  await each(ends.length, async (index) => {
    const name = `c${index}`;
    const others = await witness(started, name);
    const fates = [ends[index], ends[index]];
    await using proxy = startFaultProxy(started.server.port, () => fates.shift() ?? { up: {}, down: {} });
    let token: string | undefined;
    let said: Event | undefined;
    for (let links = 0; said === undefined && links < 4; links++) {
      ({ resume: token, said } = await exchange(proxy.port, name, token, () => {}));
    }
    assertEquals(said?.type === "said" && said.seq, 1, name);
    const expected = [`1 ${SAY.text}`];
    assertEquals(await others.seen(), { live: expected, stored: expected }, name);
  });
});

for (const direction of ["up", "down"] as const) {
  Deno.test(`the client, cut ${direction} after every byte of its say and said: shown once, stored once`, async () => {
    await using started = await startServer();
    await each(90, async (index) => {
      const after = 3 * index; // three says, and three saids
      const name = `p${direction}${after}`;
      const others = await witness(started, name);
      await using proxy = startFaultProxy(started.server.port, () => ({ up: {}, down: {} }));
      await using client = startClient(proxy.port, `c-${name}`, name);
      await client.until(`You are in ${name}`);
      proxy.cutAfter(direction, after);
      client.type("one", "two", "one");
      await client.until(`> c-${name}: one`, 2);
      const rows = client.shown.filter((row) => row.startsWith("> "));
      assertEquals(rows, ["one", "two", "one"].map((text) => `> c-${name}: ${text}`), name);
      const expected = ["1 one", "2 two", "3 one"];
      assertEquals(await others.seen(), { live: expected, stored: expected }, name);
    });
  });
}
