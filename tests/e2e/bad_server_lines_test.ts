// What a client does with a server's line that it can't read, that comes twice, or that does not come: nothing that
// was said is lost, shown twice, or shown before what came earlier.
import { assertEquals } from "@std/assert";
import { startClient } from "../support/client_rig.ts";
import { diceOf } from "../support/dice.ts";
import { type Fate, startFaultProxy } from "../support/fault_proxy.ts";
import { Program, ServerProcess } from "../support/process.ts";
import { startServer } from "../support/test_server.ts";

const ROOM = "den";

/** A server's line, as a bad network or a bad server may deliver it; `nth` counts the messages of the room. */
type Harm = (line: string, nth: number) => readonly string[];

const HARMS: readonly (readonly [name: string, harm: Harm])[] = [
  ["every fifth message cannot be read", (line, nth) => [nth % 5 === 0 ? line.slice(0, -9) : line]],
  ["every fifth message has bytes that are no UTF-8's text", (line, nth) => [nth % 5 === 0 ? `\ufffd${line}` : line]],
  ["every fifth message has a seq that is no number", (line, nth) => [nth % 5 ? line : line.replace(/"seq":/, "$&!")]],
  ["every message comes twice", (line) => [line, line]],
  ["every fifth message is left out", (line, nth) => nth % 5 === 0 ? [] : [line]],
  ["every third message comes after the next one", swapped()],
];

function swapped(): Harm {
  let late: string | undefined;
  return (line, nth) => {
    if (nth % 3 === 0) return late = line, [];
    const both = late === undefined ? [line] : [line, late];
    late = undefined;
    return both;
  };
}

function harmful(harm: Harm): Fate {
  let nth = 0;
  return { edit: (line) => line.startsWith('{"op":"message"') ? harm(line, ++nth) : [line] };
}

for (const [name, harm] of HARMS) {
  Deno.test(`the client, when ${name}: all is shown once and in order`, async () => {
    await using started = await startServer();
    using bob = await started.enter("bob", ROOM);
    await using proxy = startFaultProxy(started.server.port, () => ({ up: {}, down: harmful(harm) }));
    await using client = startClient(proxy.port, "alice", ROOM);
    await client.until(`You are in ${ROOM}`);
    const expected: string[] = [];
    for (let i = 1; i <= 31; i++) { // the last one arrives, whatever the harm
      await bob.ask({ type: "say", text: `m${i};` });
      expected.push(`  bob: m${i};`);
      if (i % 10 === 0) await client.until(`m${i - 4};`);
    }
    await client.until("m31;");
    assertEquals(client.shown.filter((row) => row.startsWith("  bob")), expected);
  });
}

Deno.test("the client's own words and others', when lines are harmed at random: each once, in one order", async () => {
  const dice = diceOf(7);
  const harm: Harm = (line) => {
    const thrown = dice.whole(0, 30);
    if (thrown === 0) return [];
    if (thrown === 1) return [line.slice(0, dice.whole(0, line.length))];
    return thrown === 2 ? [line, line] : [line];
  };
  await using started = await startServer();
  using bob = await started.enter("bob", ROOM);
  await using proxy = startFaultProxy(started.server.port, () => ({ up: {}, down: harmful(harm) }));
  await using client = startClient(proxy.port, "alice", ROOM);
  await client.until(`You are in ${ROOM}`);
  for (let i = 1; i <= 60; i++) {
    client.type(`a${i};`);
    await bob.ask({ type: "say", text: `b${i};` });
    if (i % 12 === 0) await client.until(`> alice: a${i};`);
  }
  proxy.calm();
  await bob.ask({ type: "say", text: "the end" });
  await client.until("the end");
  const page = await bob.ask({ type: "history", room: ROOM, after: 0, limit: 200 });
  const stored = page.type === "history" ? page.entries : [];
  const mine = stored.filter(({ from }) => from === "alice").map(({ text }) => text);
  assertEquals(mine, Array.from({ length: 60 }, (_, i) => `a${i + 1};`));
  const rows = client.shown.filter((row) => /^( {2}bob|> alice): /.test(row)).map((row) =>
    row.slice(row.indexOf(": ") + 2)
  );
  assertEquals(rows, stored.map(({ text }) => text));
});

Deno.test("client.ts through a bad network: what was typed is stored once and in order, and others' words are shown once", async () => {
  const dice = diceOf(20_261_121);
  await using server = await ServerProcess.start(["--rate", "0", "--log", "off"]);
  using bob = await server.enter("bob", ROOM);
  let links = 0;
  await using proxy = startFaultProxy(server.port, () => {
    links += 1;
    const fate = (): Fate => dice.whole(0, 1) ? { cutAt: dice.whole(900, 2_500) } : { pieceMax: 5 };
    return links > 6 ? { up: {}, down: {} } : { up: fate(), down: fate() };
  });
  await using client = new Program("client.ts", ["alice", `127.0.0.1:${proxy.port}`, "--room", ROOM, "--listen"]);
  await client.stdout.until(`You are in ${ROOM}`);
  const [said, heard]: [string[], string[]] = [[], []];
  for (let i = 1; i <= 60; i++) {
    said.push(`a${i} ${"x".repeat(i)}`);
    heard.push(`b${i} ${"y".repeat(i)}`);
    await client.type(said.at(-1) ?? "");
    await bob.ask({ type: "say", text: heard.at(-1) ?? "" });
  }
  await client.stdout.until(`> alice: ${said.at(-1)}`);
  await bob.ask({ type: "say", text: "the end" });
  await client.stdout.until("the end");
  await client.endInput();
  const page = await bob.ask({ type: "history", room: ROOM, after: 0, limit: 200 });
  const stored = page.type === "history" ? page.entries : [];
  assertEquals(stored.filter(({ from }) => from === "alice").map(({ text }) => text), said);
  const shown = (who: string) =>
    client.stdout.all.flatMap((row) => row.includes(`${who}: `) ? [row.split(": ")[1]] : []);
  assertEquals(shown(" bob"), [...heard, "the end"]);
  assertEquals(shown("> alice"), said);
  if (proxy.counts.faults === 0) throw new Error("No link was cut");
});
