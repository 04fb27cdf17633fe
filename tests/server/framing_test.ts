import { assertEquals } from "@std/assert";
import { NativePeer } from "../support/native_peer.ts";
import { startServer } from "../support/test_server.ts";

const LINE_MAX = 65_536;
const encoder = new TextEncoder();

type Row = readonly [type: string, ref: string | undefined, code: string | undefined];

/** What was heard, as far as a framing test cares. */
function rows(heard: NativePeer["heard"]): Row[] {
  return heard.splice(0).map(({ event, ref }) => [
    event.type,
    ref,
    event.type === "error" || event.type === "bye" ? event.code : undefined,
  ]);
}

async function settledRows(peer: NativePeer): Promise<Row[]> {
  return rows([...await peer.settled()]);
}

/** A line of exactly so many bytes without its newline. */
function lineOf(bytes: number, ref: string): string {
  const head = `{"op":"ping","ref":"${ref}","pad":"`;
  return head + "x".repeat(bytes - head.length - 2) + '"}';
}

Deno.test("an exchange is the same wherever its bytes are cut", async () => {
  await using started = await startServer();
  const bytes = encoder.encode(
    '{"op":"hello","nick":"jürgen","ref":"h"}\n{"op":"join","room":"lobby","last":0,"ref":"j"}\r\n\n' +
      '{"op":"say","text":"größe 😀","ref":"s"}\n{"op":"quit","ref":"q"}\n',
  );
  for (let cut = 1; cut < bytes.length; cut++) {
    using peer = await started.dial();
    await peer.raw(bytes.subarray(0, cut));
    // What is complete is answered before the rest is sent: the cut is seen as one.
    const complete = new TextDecoder().decode(bytes.subarray(0, cut)).split("\n").length - 1;
    const early = [];
    while (early.length < Math.min(complete, 2)) early.push(await peer.next());
    await peer.raw(bytes.subarray(cut));
    const heard = [...early, ...await peer.rest()];
    assertEquals(heard.map(({ event, ref }) => [event.type, ref]), [
      ["welcome", "h"],
      ["joined", "j"],
      ["said", "s"],
      ["bye", "q"],
    ], `cut after ${cut} bytes`);
  }
});

Deno.test("bytes that come one by one are understood", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  for (const byte of encoder.encode('{"op":"rooms","ref":"ä"}\n')) await peer.raw(Uint8Array.of(byte));
  assertEquals(await settledRows(peer), [["rooms", "ä", undefined]]);
});

Deno.test("a line of 65536 bytes is taken, one of 65537 is dropped up to its end, and the link lives", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw(`${lineOf(LINE_MAX, "most")}\n`);
  await peer.raw(`${lineOf(LINE_MAX, "with return")}\r\n`);
  await peer.raw(`${lineOf(LINE_MAX + 1, "too long")}\n`);
  await peer.raw(`${"x".repeat(3 * LINE_MAX)}{"op":"quit"}\n`);
  assertEquals(await settledRows(peer), [
    ["pong", "most", undefined],
    ["pong", "with return", undefined],
    ["error", undefined, "line-too-long"],
    ["error", undefined, "line-too-long"],
  ]);
});

Deno.test("a line that never ends is answered before it ends, once", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw("x".repeat(LINE_MAX + 1));
  assertEquals(rows([await peer.next()]), [["error", undefined, "line-too-long"]]);
  await peer.raw("x".repeat(2 * LINE_MAX));
  await peer.raw("\n");
  assertEquals(await settledRows(peer), []);
});

Deno.test.each(
  [
    ["not JSON", "hello", "bad-json"],
    ["a list", "[1]", "bad-json"],
    ["a word", '"ping"', "bad-json"],
    ["null", "null", "bad-json"],
    ["cut JSON", '{"op":"ping"', "bad-json"],
    ["two objects", '{"op":"ping"}{"op":"ping"}', "bad-json"],
    ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), "bad-json"],
    ["an overlong form", Uint8Array.of(0xc0, 0xaf), "bad-json"],
    ["half of a pair in UTF-8", Uint8Array.of(0xed, 0xa0, 0x80), "bad-json"],
    ["a text cut within a character", encoder.encode('{"op":"ping","x":"ä').subarray(0, -1), "bad-json"],
    ["nesting of 9", `{"op":"ping","x":${"[".repeat(8)}${"]".repeat(8)}}`, "bad-json"],
    ["nesting of 10,000", `{"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "bad-json"],
    ["no op", "{}", "unknown-op"],
    ["an op that is a number", '{"op":7}', "unknown-op"],
    ["an op in capitals", '{"op":"PING"}', "unknown-op"],
    ["an op of the server", '{"op":"welcome"}', "unknown-op"],
    ["an op that objects have", '{"op":"toString"}', "unknown-op"],
    ["a ref that is a number", '{"op":"ping","ref":7}', "bad-request"],
    ["an empty ref", '{"op":"ping","ref":""}', "bad-request"],
    ["a ref of 65 characters", `{"op":"ping","ref":"${"r".repeat(65)}"}`, "bad-request"],
    ["a missing field", '{"op":"hello"}', "bad-request"],
    ["a field that is null", '{"op":"hello","nick":null}', "bad-request"],
    ["a field of another type", '{"op":"hello","nick":["a"]}', "bad-request"],
  ] as const,
)("%s is answered, and the link lives", async (_what, line, code) => {
  await using started = await startServer();
  using peer = await NativePeer.dial(started.nativePort);
  await peer.raw(line);
  await peer.raw("\n");
  assertEquals(await settledRows(peer), [["error", undefined, code]]);
});

Deno.test("what is odd but no fault is taken", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw(`{"op":"ping","ref":"a","x":${"[".repeat(7)}${"]".repeat(7)}}\n`);
  await peer.raw(`{"op":"ping","ref":null}\n`);
  await peer.raw(`  { "op" : "ping" , "ref" : "${"r".repeat(64)}" }  \r\n`);
  await peer.raw('{"op":"nonsense","op":"ping","ref":"twice"}\n');
  assertEquals((await settledRows(peer)).map(([type, ref]) => [type, ref]), [
    ["pong", "a"],
    ["pong", undefined],
    ["pong", "r".repeat(64)],
    ["pong", "twice"],
  ]);
});

Deno.test("empty lines are ignored, with a return or without", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw("\n\r\n\n\r\n".repeat(50));
  assertEquals(await settledRows(peer), []);
});

Deno.test("twenty faults in a row end the link; each was answered", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw("{}\n".repeat(25));
  const heard = rows([...await peer.rest()]);
  assertEquals(heard, [
    ...Array.from({ length: 20 }, (): Row => ["error", undefined, "unknown-op"]),
    ["bye", undefined, "faults"],
  ]);
});

Deno.test("a good request between starts the count anew", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  for (let i = 0; i < 3; i++) {
    await peer.raw("{}\n".repeat(19));
    assertEquals((await settledRows(peer)).length, 19);
  }
});

Deno.test("who closes the sending half gets the pending answers, then the end", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  await peer.raw('{"op":"hello","nick":"alice"}\n{"op":"join","room":"lobby"}\n');
  for (let i = 0; i < 50; i++) await peer.say({ type: "say", text: `line ${i}` }, `s${i}`);
  await peer.say({ type: "history", room: "lobby" }, "h");
  await peer.raw('{"op":"rooms"'); // a line that is never ended is none
  await peer.closeWrite();
  const heard = rows([...await peer.rest()]).map(([type, ref]) => [type, ref]);
  assertEquals(
    heard.filter(([type]) => type === "said").map(([, ref]) => ref),
    Array.from({ length: 50 }, (_, i) => `s${i}`),
  );
  assertEquals(heard.filter(([, ref]) => ref === "h").map(([type]) => type), ["history"]);
  assertEquals(heard.length, 53);
});

Deno.test("a pong comes after everything that was queued before its ping was read", async () => {
  await using started = await startServer();
  using alice = await started.enter("alice", "lobby");
  using bob = await started.enter("bob", "lobby");
  await alice.settled();
  for (let i = 0; i < 100; i++) await bob.ask({ type: "say", text: `${i}` });
  const heard = await alice.settled();
  assertEquals(
    heard.map(({ event }) => event.type === "message" ? event.text : event.type),
    Array.from({ length: 100 }, (_, i) => `${i}`),
  );
});

Deno.test("before welcome nothing but hello, ping, pong, quit and rooms is accepted", async () => {
  await using started = await startServer();
  using peer = await started.dial();
  const needed = {
    room: "lobby",
    text: "x",
    nick: "x",
    group: "groupX",
    members: [],
    status: "busy",
    seq: 1,
    to: ["x"],
    resume: "x",
  };
  const refused =
    "resume create join leave history who set read watch say tell shout group groups ungroup status nick search";
  for (const op of refused.split(" ")) {
    await peer.raw(`${JSON.stringify({ op, ref: op, ...needed })}\n`);
    assertEquals(rows([await peer.next()]), [["error", op, "not-welcome"]]);
  }
  await peer.raw(
    '{"op":"pong"}\n{"op":"rooms","ref":"rooms"}\n{"op":"ping","ref":"ping"}\n{"op":"quit","ref":"quit"}\n',
  );
  assertEquals(rows([...await peer.rest()]).map(([type, ref]) => [type, ref]), [
    ["rooms", "rooms"],
    ["pong", "ping"],
    ["bye", "quit"],
  ]);
});

Deno.test("every answer carries its request's ref, refusals included", async () => {
  await using started = await startServer();
  using peer = await started.enter("alice", "lobby");
  const requests = [
    { op: "rooms" },
    { op: "who" },
    { op: "groups" },
    { op: "watch" },
    { op: "ping" },
    { op: "history", room: "lobby" },
    { op: "set", room: "lobby", topic: "x" },
    { op: "read", room: "lobby", seq: 1 },
    { op: "say", text: "x" },
    { op: "say", text: "" },
    { op: "tell", to: ["bob"], text: "x" },
    { op: "shout", text: "x" },
    { op: "group", group: "x", members: [] },
    { op: "ungroup", group: "groupX" },
    { op: "status", status: "busy" },
    { op: "nick", nick: "alice" },
    { op: "nick", nick: "all" },
    { op: "search", text: "x" },
    { op: "resume", resume: "x" },
    { op: "hello", nick: "x" },
    { op: "create", room: "lobby" },
    { op: "create", room: "den" },
    { op: "join", room: "nowhere" },
    { op: "join", room: "lobby" },
    { op: "leave" },
    { op: "leave" },
    { op: "dance" },
    { op: "join" },
    { op: "quit" },
  ];
  for (const [i, request] of requests.entries()) await peer.raw(`${JSON.stringify({ ...request, ref: `r${i}` })}\n`);
  const refs = (await peer.rest()).map(({ ref }) => ref);
  assertEquals(refs.toSorted(), requests.map((_, i) => `r${i}`).toSorted());
});
