// Two conversations at once on one server: nobody hears the other room.
import { assertEquals } from "@std/assert";
import type { NativePeer } from "../support/native_peer.ts";
import { ServerProcess, temporaryFolder } from "../support/process.ts";

const LINES_EACH = 20;

Deno.test("three people in each of two rooms hear their own room, whole and in one order, and nothing else", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--db", folder.of("chat.kv"), "--rate", "0"]);
  const rooms = ["red", "blue"];
  const peers = new Map<string, NativePeer[]>();
  for (const room of rooms) {
    const entered = [];
    for (const n of [1, 2, 3]) entered.push(await server.enter(`${room}${n}`, room));
    peers.set(room, entered);
  }
  const everybody = [...peers.values()].flat();
  for (const peer of everybody) await peer.settled();

  // All six talk at the same time.
  await Promise.all([...peers].flatMap(([room, three]) =>
    three.map(async (peer, n) => {
      for (let i = 0; i < LINES_EACH; i++) await peer.say({ type: "say", text: `${room}${n + 1} ${i}` }, `r${i}`);
    })
  ));

  for (const [room, three] of peers) {
    const orders = await Promise.all(three.map((peer) => numbersHeard(peer, room)));
    assertEquals(orders[0], Array.from({ length: 3 * LINES_EACH }, (_, i) => i + 1));
    assertEquals(orders[1], orders[0]);
    assertEquals(orders[2], orders[0]);
  }
  for (const peer of everybody) {
    assertEquals(await peer.settled(), [], "somebody heard more than the own room");
    peer.close();
  }
});

/** The seqs of all that a peer hears until it has heard every line of its room; whatever else comes is a fault. */
async function numbersHeard(peer: NativePeer, room: string): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < 3 * LINES_EACH) {
    const { event } = await peer.next();
    if (event.type !== "said" && event.type !== "message") throw new Error(`Heard ${JSON.stringify(event)}`);
    assertEquals(event.room, room);
    if (event.type === "message") assertEquals(event.text.startsWith(room), true, event.text);
    seqs.push(event.seq);
  }
  return seqs;
}
