import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  classchatPeer,
  iitdPeer,
  ircPeer,
  mucaPeer,
  nativeEar,
  nickpromptPeer,
  plainPeer,
} from "../support/older_peers.ts";
import { runServer, ServerProcess } from "../support/process.ts";

const PLACES = ["iitd", "nickprompt", "classchat", "muca"].flatMap((name) => ["--listen", `${name}@127.0.0.1:0`]);

/** The port that the server has chosen for a dialect. */
function portOf(server: ServerProcess, dialect: string): number {
  return Number(new RegExp(`${dialect} on 127\\.0\\.0\\.1:(\\d+)`).exec(server.ready)?.[1]);
}

Deno.test("nc, IRC, our client's dialect and the four older systems: everybody's words, once, in one order", async () => {
  await using server = await ServerProcess.start(["--rate", "0", ...PLACES]);
  const peers = [
    await nativeEar(server.port, "nat"),
    await plainPeer(server.port, "pia"),
    await ircPeer(server.port, "iris"),
    await nickpromptPeer(portOf(server, "nickprompt"), "nina"),
    await classchatPeer(portOf(server, "classchat"), "cleo"),
    await mucaPeer(portOf(server, "muca"), "Mona"),
    await iitdPeer(portOf(server, "iitd"), "ivy"),
    // The main port takes all of them too.
    await nickpromptPeer(server.port, "nils"),
    await classchatPeer(server.port, "carl"),
    await mucaPeer(server.port, "Max"),
    await iitdPeer(server.port, "ingo"),
  ];
  try {
    const words: string[] = [];
    for (let round = 1; round <= 2; round++) {
      for (const peer of peers) {
        const word = `word${round}of${peer.name};`;
        words.push(word);
        await peer.say(word);
        for (const other of peers) if (other !== peer) await other.ear.until(word);
      }
    }
    for (const { name, ear } of peers) {
      const heard = [...ear.text.matchAll(/word\dof\w+;/g)].map(([word]) => word);
      const own = name.startsWith("ni"); // only there one's own words come back
      assertEquals(heard, words.filter((word) => own || !word.endsWith(`of${name};`)), name);
    }
  } finally {
    for (const peer of peers) peer.close();
  }
});

Deno.test("what is text in one dialect is nothing else in another", async () => {
  await using server = await ServerProcess.start(["--rate", "0"]);
  const hostile = 'a\r\nQUIT :x\n\nFORWARD b\nContent-length: 1\n\nc}{"CMD": "ACK"}\n\nNICK\n\x1b[2J';
  const nat = await nativeEar(server.port, "nat");
  const peers = [
    await plainPeer(server.port, "pia"),
    await ircPeer(server.port, "iris"),
    await nickpromptPeer(server.port, "nina"),
    await classchatPeer(server.port, "cleo"),
    await mucaPeer(server.port, "Mona"),
    await iitdPeer(server.port, "ivy"),
  ];
  try {
    await nat.say(hostile);
    await nat.say("the end");
    for (const { ear } of peers) await ear.until("the end");
    const [pia, iris, nina, cleo, mona, ivy] = peers.map(({ ear }) => ear);
    assertStringIncludes(pia?.text ?? "", "nat: a\n    QUIT :x\n    \n    FORWARD b\n");
    const lines = (iris?.text ?? "").split("\r\n").filter((line) => line.startsWith(":nat"));
    assertEquals(lines.every((line) => /^:nat!\S+ (?:JOIN|PRIVMSG) #lobby/.test(line)), true, lines.join("\n"));
    assertEquals(nina?.reads.filter((read) => read === "NICK").length, 1);
    assertStringIncludes(cleo?.text ?? "", "nat in ClassChat : a\n    QUIT :x\n");
    const objects = (mona?.text ?? "").split("}{").map((part) => JSON.parse(`{${part.replace(/^\{|\}$/g, "")}}`));
    assertEquals(objects.filter(({ CMD }) => CMD === "ACK").length, 1);
    assertEquals(
      ivy?.reads.filter((read) => read.includes("Content-length")).every((read) =>
        read.startsWith("FORWARD #lobby/nat\n") && read.split("\n").length === 4
      ),
      true,
    );
    for (const { ear } of peers) assertEquals(ear.text.includes("\x1b"), false);
  } finally {
    for (const peer of [nat, ...peers]) peer.close();
  }
});

Deno.test("a port that another program has is named, and nothing is served half", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  try {
    const { code, stderr } = await runServer(["--port", "0", "--listen", `irc@127.0.0.1:${port}`, "--db", ":memory:"]);
    assertEquals(code, 1);
    assertStringIncludes(stderr.join("\n"), `Can't listen for irc on 127.0.0.1:${port}`);
  } finally {
    taken.close();
  }
});
