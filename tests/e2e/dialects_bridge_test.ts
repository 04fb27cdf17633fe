import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { Bridge, BRIDGE_PLACES } from "../../lib/client/bridge/bridge.ts";
import { cutAtCharacter, cutAtObject } from "../../lib/client/bridge/bridge_pace.ts";
import { parseOptions } from "../../lib/client/options.ts";
import { classchatPeer, Ear, iitdPeer, mucaPeer, nickpromptPeer } from "../support/older_peers.ts";
import { startServer } from "../support/test_server.ts";

/** The same places on free ports. */
const PLACES = BRIDGE_PLACES.map((place) => ({ ...place, port: 0 }));

Deno.test("a bridge leads each of the older clients to a server elsewhere", async () => {
  await using started = await startServer();
  const said: string[] = [];
  const to = { host: "127.0.0.1", port: started.server.port };
  const bridge = new Bridge({ to, places: PLACES, clock: systemClock, say: (line) => void said.push(line) });
  assertEquals(bridge.open(), true);
  const [iitd = 0, nickprompt = 0, classchat = 0, muca = 0] = bridge.ports;
  const ada = await started.enter("ada", "lobby");
  const peers = [
    await iitdPeer(iitd, "ivy"),
    await nickpromptPeer(nickprompt, "nina"),
    await classchatPeer(classchat, "cleo"),
    await mucaPeer(muca, "Mona"),
  ];
  try {
    for (const peer of peers) {
      await peer.say(`word of ${peer.name}`);
      for (const other of peers) if (other !== peer) await other.ear.until(`word of ${peer.name}`);
    }
    await ada.say({ type: "say", text: "ü".repeat(3_000) + "the end" });
    for (const { ear } of peers) await ear.until("the end");
    const [ivy, , cleo, mona] = peers.map(({ ear }) => ear);
    assertEquals(
      ivy?.reads.filter((read) => read.includes("FORWARD")).every((read) => read.split("\n").length === 4),
      true,
    );
    assertEquals(cleo?.text.includes("\ufffd"), false);
    assertEquals(mona?.reads.every((read) => read.length <= 1_000 && read.endsWith("}")), true);
  } finally {
    for (const peer of peers) peer.close();
    ada.close();
    await bridge.close();
  }
  assertEquals(said.length, 4);
});

Deno.test("a bridge says what it can't reach, and stops the client in peace", async () => {
  const gone = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = gone.addr as Deno.NetAddr;
  gone.close();
  const said: string[] = [];
  const to = { host: "127.0.0.1", port };
  const bridge = new Bridge({ to, places: PLACES, clock: systemClock, say: (line) => void said.push(line) });
  bridge.open();
  try {
    using ear = await Ear.dial(bridge.ports[1] ?? 0);
    await ear.end();
    assertEquals(ear.reads, ["\ufffd"]);
    assertEquals(said.at(-1)?.startsWith(`nickprompt: can't reach 127.0.0.1:${port}`), true);
  } finally {
    await bridge.close();
  }
});

Deno.test("bridge is a word of the command line", () => {
  assertEquals(parseOptions(["bridge", "chat.example:9000"]), {
    type: "bridge",
    to: { host: "chat.example", port: 9_000 },
  });
  assertEquals(parseOptions(["bridge", "a", "b"]).type, "wrong");
  assertEquals(parseOptions(["bridge"]).type, "run"); // a nick
});

Deno.test("cutAtCharacter() never cuts one", () => {
  const bytes = new TextEncoder().encode("aü€😀".repeat(50));
  for (let most = 4; most < 60; most++) {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for (let rest = bytes; rest.length > 0;) {
      const end = cutAtCharacter(rest, most);
      assertEquals(end > 0 && end <= most, true);
      decoder.decode(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }
});

Deno.test("cutAtObject() cuts between objects, and waits for the rest of one", () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  assertEquals(cutAtObject(encode('{"a":1}{"b":2}{"c'), 100), 14);
  assertEquals(cutAtObject(encode('{"a":1}{"b":2}'), 10), 7);
  assertEquals(cutAtObject(encode('{"a":[{"b":1}'), 100), 0);
  assertEquals(cutAtObject(encode('{"a'), 100), 0);
});
