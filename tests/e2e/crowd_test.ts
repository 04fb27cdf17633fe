// Many at once: a hundred in one room, and several hundred connections over many rooms.
import { assertEquals } from "@std/assert";
import type { NativePeer } from "../support/native_peer.ts";
import { ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("a hundred people in one room hear everybody, each line once, all in the same order", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--db", folder.of("chat.kv"), "--rate", "0", "--log", "off"]);
  const peers = await enterAll(server, 100, () => "hall");
  const names = peers.map((_, i) => `p${i}`);
  const who = await peers[0]?.ask({ type: "who", room: "hall" });
  assertEquals(who?.type === "who" && who.people.map(({ nick }) => nick), names.toSorted());

  await Promise.all(peers.map((peer, i) => peer.say({ type: "say", text: `from ${i}` }, "mine")));
  const orders = await Promise.all(peers.map((peer, i) => hear(peer, peers.length, `from ${i}`)));
  for (const order of orders) assertEquals(order, orders[0]);
  assertEquals(orders[0]?.toSorted(), names.map((_, i) => `from ${i}`).toSorted());
  for (const peer of peers) peer.close();
  assertEquals((await server.stop()).code, 0);
});

Deno.test("four hundred connections in forty rooms: each hears the nine others of its room and nobody else", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--db", folder.of("chat.kv"), "--rate", "0", "--log", "off"]);
  const peers = await enterAll(server, 400, (i) => `room${i % 40}`);
  await Promise.all(peers.map((peer, i) => peer.say({ type: "say", text: `room${i % 40} ${i}` }, "mine")));
  const heard = await Promise.all(peers.map((peer, i) => hear(peer, 10, `room${i % 40} ${i}`)));
  for (const [i, texts] of heard.entries()) {
    const mates = peers.flatMap((_, j) => j % 40 === i % 40 ? [`room${i % 40} ${j}`] : []);
    assertEquals(texts.toSorted(), mates.toSorted());
  }
  for (const peer of peers) {
    assertEquals(await peer.settled(), []);
    peer.close();
  }
});

async function enterAll(server: ServerProcess, count: number, room: (i: number) => string): Promise<NativePeer[]> {
  const peers = await Promise.all(Array.from({ length: count }, (_, i) => server.enter(`p${i}`, room(i))));
  // Everybody is in: what each was told of the others' coming is of no interest any more.
  for (const peer of peers) {
    await peer.settled();
    peer.heard.length = 0;
  }
  return peers;
}

/** The texts that a peer hears in its room, its own one where it was answered, up to a count. */
async function hear(peer: NativePeer, count: number, own: string): Promise<string[]> {
  const texts: string[] = [];
  while (texts.length < count) {
    const { event } = await peer.next();
    if (event.type === "message") texts.push(event.text);
    else if (event.type === "said") texts.push(own);
    else throw new Error(`Heard ${JSON.stringify(event)}`);
  }
  return texts;
}
