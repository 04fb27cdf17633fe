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

type System = keyof typeof PORTS;

const COME: Readonly<Record<System, (port: number) => Promise<OlderPeer>>> = {
  iitd: (port) => iitdPeer(port, "ivy"),
  nickprompt: (port) => nickpromptPeer(port, "nina"),
  classchat: (port) => classchatPeer(port, "cleo"),
  muca: (port) => mucaPeer(port, "Mona"),
};

/** One of each system comes in, speaks, and is heard by all the others, in the words of their own systems. */
async function talk(systems: readonly System[]): Promise<void> {
  const peers = new Map<System, OlderPeer>();
  try {
    for (const system of systems) peers.set(system, await COME[system](PORTS[system]));
    for (const peer of peers.values()) {
      await peer.say(`word of ${peer.name}`);
      for (const other of peers.values()) if (other !== peer) await other.ear.until(`word of ${peer.name}`);
    }
    const read = (system: System) => peers.get(system)?.ear;
    assertEquals(read("iitd")?.reads.filter((one) => one.includes("word of cleo")), [
      "FORWARD cleo\nContent-length: 12\n\nword of cleo",
    ]);
    assertEquals(read("classchat")?.text.includes("ivy in ClassChat : word of ivy"), true);
    assertEquals(read("nickprompt")?.reads[0] ?? "NICK", "NICK");
    const objects = read("muca")?.text ?? '"FROM": "ivy"';
    assertEquals(objects.includes('"FROM": "ivy"'), true);
  } finally {
    for (const peer of peers.values()) peer.close();
  }
}

/** Two of these ports may be anybody's for a while: the system gives them to whoever dials out. */
function isTaken(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return false;
  } catch {
    return true;
  }
}

Deno.test("server.ts --legacy has the ports of the older clients, or says which it can't have", async () => {
  using _ports = await havingPorts();
  const systems = Object.keys(PORTS) as System[];
  const taken = systems.filter((system) => isTaken(PORTS[system]));
  try {
    await using _server = await ServerProcess.start(["--legacy", "--rate", "0"]);
    await talk(systems);
  } catch (error) {
    if (taken.length === 0) throw error;
    const places = taken.map((system) => `Can't listen for ${system} on 127.0.0.1:${PORTS[system]}`);
    assertEquals(places.some((place) => String(error).includes(place)), true, String(error));
  }
});

Deno.test("client.ts bridge has them on a user's machine, as many as are free, and leads to a server elsewhere", async () => {
  using _ports = await havingPorts();
  await using server = await ServerProcess.start(["--rate", "0"]);
  await using bridge = new Program("client.ts", ["bridge", `127.0.0.1:${server.port}`]);
  const there: System[] = [];
  for (const [name, port] of Object.entries(PORTS)) {
    const said = await bridge.stdout.until(`${name}: `);
    if (said === `${name}: 127.0.0.1:${port} leads to 127.0.0.1:${server.port}`) there.push(name as System);
    else assertEquals(said.startsWith(`${name}: can't listen on 127.0.0.1:${port} (`), true, said);
  }
  // These are never given away by the system.
  assertEquals([there.includes("iitd"), there.includes("classchat")], [true, true]);
  await talk(there);
  assertEquals((await bridge.stop()).code, 0);
});
