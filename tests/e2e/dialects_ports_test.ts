// The older clients as they are: each at the one port that it has built in, where `--legacy` and `bridge` stand for it.
import { assertEquals } from "@std/assert";
import { classchatPeer, iitdPeer, mucaPeer, nickpromptPeer, type OlderPeer } from "../support/older_peers.ts";
import { Program, ServerProcess } from "../support/process.ts";

const PORTS = { iitd: 8_828, nickprompt: 55_555, classchat: 12_000, muca: 40_452 } as const;

/** One test at a time on this machine has those ports, also where several suites run. */
async function havingPorts(): Promise<Disposable> {
  const file = await Deno.open(`${Deno.env.get("TMPDIR") ?? "/tmp"}/parley-ports.lock`, { create: true, write: true });
  await file.lock(true);
  return file;
}

/** One of each system comes in, speaks, and is heard by all the others, in the words of their own systems. */
async function talk(): Promise<void> {
  const peers: OlderPeer[] = [];
  try {
    peers.push(await iitdPeer(PORTS.iitd, "ivy"));
    peers.push(await nickpromptPeer(PORTS.nickprompt, "nina"));
    peers.push(await classchatPeer(PORTS.classchat, "cleo"));
    peers.push(await mucaPeer(PORTS.muca, "Mona"));
    for (const peer of peers) {
      await peer.say(`word of ${peer.name}`);
      for (const other of peers) if (other !== peer) await other.ear.until(`word of ${peer.name}`);
    }
    const [ivy, nina, cleo, mona] = peers.map(({ ear }) => ear);
    assertEquals(ivy?.reads.filter((read) => read.includes("word of cleo")), [
      "FORWARD cleo\nContent-length: 12\n\nword of cleo",
    ]);
    assertEquals(nina?.reads[0], "NICK");
    assertEquals(cleo?.text.includes("nina in ClassChat : word of nina"), true);
    assertEquals(mona?.text.includes('"TYPE": "ALL", "MSG": "word of ivy\\n", "FROM": "ivy"'), true);
  } finally {
    for (const peer of peers) peer.close();
  }
}

Deno.test("server.ts --legacy has the ports of the older clients", async () => {
  using _ports = await havingPorts();
  await using _server = await ServerProcess.start(["--legacy", "--rate", "0"]);
  await talk();
});

Deno.test("client.ts bridge has them on a user's machine, and leads to a server elsewhere", async () => {
  using _ports = await havingPorts();
  await using server = await ServerProcess.start(["--rate", "0"]);
  await using bridge = new Program("client.ts", ["bridge", `127.0.0.1:${server.port}`]);
  for (const [name, port] of Object.entries(PORTS)) {
    await bridge.stdout.until(`${name}: 127.0.0.1:${port} leads to 127.0.0.1:${server.port}`);
  }
  await talk();
  assertEquals((await bridge.stop()).code, 0);
});
