// Somebody with `nc` and PROTOCOL.md: bytes by hand, and every answer as written there.
import { assert, assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { RawPeer } from "../support/raw_peer.ts";

Deno.test("typed by hand, the protocol is answered as it is written", async () => {
  await using server = await ServerProcess.start(["--motd", "Be kind", "--rate", "0"]);
  const peers = new Map<string, RawPeer>();
  try {
    for (const [index, step] of (await script()).entries()) {
      const [, who = "", mark = "", rest = ""] = /^(\w+)([><.]) ?(.*)$/.exec(step) ?? [];
      let peer = peers.get(who);
      if (!peer) peers.set(who, peer = await RawPeer.dial(server.port));
      const where = `step ${index + 1}: ${step}`;
      if (mark === ">") await peer.send(rest + "\n");
      else if (mark === "<") checkLine(await peer.line(), JSON.parse(rest), where);
      else if (mark === ".") assertEquals(await peer.line(), undefined, where);
      else throw new SyntaxError(`Cannot read ${where}`);
    }
    // Nobody who is still there has heard anything else.
    for (const name of ["alice", "eve"]) assertEquals(await pong(peers.get(name)), '{"op":"pong","t":99}', name);
  } finally {
    for (const peer of peers.values()) peer[Symbol.dispose]();
  }
});

Deno.test("a line may come in pieces, with others, with \\r\\n, and its length has a bound", async () => {
  await using server = await ServerProcess.start();
  using peer = await RawPeer.dial(server.port);
  for (const piece of ["\n\r\n", '{"op":"pi', 'ng","t":1}', "\r", '\n{"op":"ping","t":2}\n{"op":"pi']) {
    await peer.send(piece);
  }
  assertEquals(await peer.line(), '{"op":"pong","t":1}');
  assertEquals(await peer.line(), '{"op":"pong","t":2}');
  await peer.send('ng","t":3}\n');
  assertEquals(await peer.line(), '{"op":"pong","t":3}');

  const padded = (length: number) => `{"op":"ping","t":4,"x":"`.padEnd(length - 2, "x") + '"}';
  await peer.send(padded(65_536) + "\n");
  assertEquals(await peer.line(), '{"op":"pong","t":4}');
  await peer.send(padded(65_537) + "\n");
  assertEquals(JSON.parse(await peer.line() ?? "").code, "line-too-long");
  await peer.send("y".repeat(300_000) + "\n");
  assertEquals(JSON.parse(await peer.line() ?? "").code, "line-too-long");
  await peer.sendBytes(new Uint8Array([...new TextEncoder().encode('{"op":"ping","x":"'), 0xff, 0x22, 0x7d, 0x0a]));
  assertEquals(JSON.parse(await peer.line() ?? "").code, "bad-json");
  assertEquals(await pong(peer), '{"op":"pong","t":99}');
});

Deno.test("text is bounded, normalised and cleaned before anybody sees it", async () => {
  await using server = await ServerProcess.start();
  using alice = await RawPeer.dial(server.port);
  using bob = await RawPeer.dial(server.port);
  for (const [peer, nick] of [[alice, "alice"], [bob, "bob"]] as const) {
    await peer.send(`{"op":"hello","nick":"${nick}"}\n{"op":"join","room":"lobby"}\n`);
    assertEquals(JSON.parse(await peer.line() ?? "").op, "welcome");
    assertEquals(JSON.parse(await peer.line() ?? "").op, "joined");
  }
  assertEquals(JSON.parse(await alice.line() ?? "").change, "joined");
  await alice.send(`{"op":"say","text":"${"\\ud83d\\ude00".repeat(4_096)}"}\n`);
  assertEquals(JSON.parse(await alice.line() ?? "").op, "said");
  assertEquals(JSON.parse(await bob.line() ?? "").text, "\u{1f600}".repeat(4_096));
  await alice.send(`{"op":"say","text":"${"x".repeat(4_097)}"}\n`);
  assertEquals(JSON.parse(await alice.line() ?? "").code, "text-too-long");
  await alice.send('{"op":"say","text":"e\\u0301\\u001b[2J\\u009b\\u202e\\u2066\\ttab\\nline\\ud800"}\n');
  assertEquals(JSON.parse(await alice.line() ?? "").seq, 2);
  assertEquals(JSON.parse(await bob.line() ?? "").text, "\u00e9[2J\ttab\nline\ufffd");
});

Deno.test("twenty faults without a good request between, and the server closes; one good request starts anew", async () => {
  await using server = await ServerProcess.start();
  using peer = await RawPeer.dial(server.port);
  // The first line says which language it is; after this one it is the native dialect, whatever comes.
  assertEquals(await pong(peer), '{"op":"pong","t":99}');
  for (let i = 0; i < 19; i++) {
    await peer.send("no\n");
    assertEquals(JSON.parse(await peer.line() ?? "").code, "bad-json");
  }
  assertEquals(await pong(peer), '{"op":"pong","t":99}');
  await peer.send("no\n".repeat(20));
  for (let i = 0; i < 20; i++) assertEquals(JSON.parse(await peer.line() ?? "").code, "bad-json");
  const bye = JSON.parse(await peer.line() ?? "");
  assertEquals([bye.op, bye.code], ["bye", "faults"]);
  assertEquals(await peer.line(), undefined);
});

Deno.test("who closes the sending half still gets every answer that is due", async () => {
  await using server = await ServerProcess.start(["--rate", "0"]);
  using peer = await RawPeer.dial(server.port);
  const says = Array.from({ length: 50 }, (_, i) => `{"op":"say","text":"${i}","ref":"r${i}"}\n`);
  await peer.send('{"op":"hello","nick":"nc"}\n{"op":"join","room":"lobby"}\n' + says.join(""));
  await peer.closeWrite();
  const lines = [];
  for (let line = await peer.line(); line !== undefined; line = await peer.line()) lines.push(JSON.parse(line));
  assertEquals(lines.map(({ op }) => op).slice(0, 2), ["welcome", "joined"]);
  assertEquals(lines.slice(2).map(({ op, ref, seq }) => [op, ref, seq]), says.map((_, i) => ["said", `r${i}`, i + 1]));
});

async function script(): Promise<string[]> {
  const text = await Deno.readTextFile(new URL("by_hand.txt", import.meta.url));
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

async function pong(peer: RawPeer | undefined): Promise<string | undefined> {
  await peer?.send('{"op":"ping","t":99}\n');
  return await peer?.line();
}

/** Compact JSON with `op` first, and these keys with these values. */
function checkLine(line: string | undefined, wanted: unknown, where: string): void {
  if (line === undefined) throw new Error(`${where}: the server closed the link`);
  const heard = JSON.parse(line);
  assertEquals(line, JSON.stringify(heard), `${where}: not compact`);
  assertEquals(Object.keys(heard)[0], "op", where);
  assert(holds(heard, wanted), `${where}\nbut heard ${line}`);
}

function holds(actual: unknown, wanted: unknown): boolean {
  if (wanted === "*") return actual !== undefined;
  if (typeof wanted !== "object" || wanted === null) return actual === wanted;
  if (typeof actual !== "object" || actual === null || Array.isArray(actual) !== Array.isArray(wanted)) return false;
  const [have, want] = [actual, wanted] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(have ?? {}), ...Object.keys(want ?? {})]);
  return [...keys].every((key) => want !== undefined && key in want && holds(have?.[key], want[key]));
}
