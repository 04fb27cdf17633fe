// IRC over real sockets, through the port that all dialects share and through one of its own; the server is a process.
import { assert, assertEquals } from "@std/assert";
import { ServerProcess, temporaryFolder } from "../support/process.ts";
import { RawPeer } from "../support/raw_peer.ts";

/** Reads on until a line holds this; gives what came, that line last. */
async function until(peer: RawPeer, wanted: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await peer.line();
    if (line === undefined) throw new Error(`The link ended before ${wanted}:\n${lines.join("\n")}`);
    assert(line.endsWith("\r"), `${JSON.stringify(line)} ends in CR LF`);
    lines.push(line.slice(0, -1));
    if (line.includes(wanted)) return lines;
  }
}

/** Registers and joins, as clients do. */
async function enter(port: number, nick: string, room: string, end = "\r\n"): Promise<RawPeer> {
  const peer = await RawPeer.dial(port);
  await peer.send([`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, ""].join(end));
  await until(peer, " 422 ");
  await peer.send(`JOIN #${room}${end}`);
  await until(peer, " 366 ");
  return peer;
}

Deno.test("IRC on the shared port, cut anywhere, ended by CR LF or LF, beside a native peer", async () => {
  await using server = await ServerProcess.start();
  using nat = await server.enter("nat", "tea");
  using ada = await enter(server.port, "ada", "tea");
  using bob = await enter(server.port, "bob", "tea", "\n");
  await until(ada, "JOIN");
  for (const byte of new TextEncoder().encode("PRIVMSG #tea :hello wörld\r\n")) {
    await ada.sendBytes(Uint8Array.of(byte));
  }
  assertEquals(await until(bob, "PRIVMSG"), [":ada!~u@parley PRIVMSG #tea :hello wörld"]);
  assertEquals((await nat.until("message")).text, "hello wörld");
  await nat.ask({ type: "say", text: "two\r\nQUIT :rows" });
  assertEquals((await until(ada, "rows")).slice(-2), [
    ":nat!~u@parley PRIVMSG #tea :two",
    ":nat!~u@parley PRIVMSG #tea :QUIT :rows",
  ]);
  await bob.send("QUIT :bye\n");
  assertEquals((await until(bob, "ERROR")).at(-1), "ERROR :Closing link: quit");
  assertEquals(await bob.line(), undefined);
  await until(ada, ":bob!~u@parley QUIT :Quit: bye");
});

Deno.test("a listener of IRC's own, and what is kept over a restart", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("history.db"), "--listen", "irc@127.0.0.1:0"];
  const ids: string[] = [];
  for (const round of ["first", "second"]) {
    await using server = await ServerProcess.start(args);
    const port = Number(/irc on \S+?:(\d+)/.exec(server.ready)?.[1]);
    using ada = await RawPeer.dial(port);
    await ada.send(
      "CAP LS 302\r\nNICK ada\r\nUSER ada 0 * :Ada\r\nCAP REQ :echo-message message-tags batch draft/chathistory\r\nCAP END\r\n",
    );
    await until(ada, " 422 ");
    await ada.send("JOIN #tea\r\n");
    await until(ada, " 366 ");
    // The echo comes when it is stored.
    await ada.send(`PRIVMSG #tea :the ${round}\r\n`);
    await until(ada, `:the ${round}`);
    await ada.send("CHATHISTORY LATEST #tea * 10\r\n");
    const batch = await until(ada, "BATCH -");
    const kept = batch.filter((line) => line.includes("PRIVMSG"));
    ids.push(/msgid=([^ ;]+)/.exec(kept[0] ?? "")?.[1] ?? "");
    assertEquals(kept.map((line) => line.split(" :the ")[1]), round === "first" ? ["first"] : ["first", "second"]);
    await server.stop();
    assertEquals((await until(ada, "ERROR")).at(-1), "ERROR :Closing link: The server ends");
  }
  assertEquals(ids[0], ids[1], "a message keeps its id");
});

Deno.test("what a browser sends to the IRC port is closed, and nothing of it is chat", async () => {
  await using server = await ServerProcess.start(["--listen", "irc@127.0.0.1:0"]);
  using nat = await server.enter("nat", "tea");
  const port = Number(/irc on \S+?:(\d+)/.exec(server.ready)?.[1]);
  using browser = await RawPeer.dial(port);
  await browser.send(
    "POST /x HTTP/1.1\r\nHost: x\r\n\r\nNICK evil\r\nUSER evil 0 * :x\r\nJOIN #tea\r\nPRIVMSG #tea :x\r\n",
  );
  assertEquals((await until(browser, "ERROR")).length, 1);
  assertEquals(await browser.line(), undefined);
  assertEquals(await nat.settled(), []);
});

/** An account's connection that has all that senpai asks for, by SASL. */
async function login(port: number, nick: string): Promise<RawPeer> {
  const peer = await RawPeer.dial(port);
  const caps = "sasl server-time message-tags echo-message batch draft/chathistory draft/read-marker";
  const proof = btoa(`\0${nick}\0${PASSWORD}`);
  await peer.send(
    `CAP LS 302\r\nCAP REQ :${caps}\r\nNICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n` +
      `AUTHENTICATE PLAIN\r\nAUTHENTICATE ${proof}\r\nCAP END\r\n`,
  );
  await until(peer, " 422 ");
  return peer;
}

const PASSWORD = "a-long-password";

Deno.test("conversations, accounts and marks are there after a restart", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("history.db")];
  let time = "";
  {
    await using server = await ServerProcess.start(args);
    for (const nick of ["ada", "bob"]) {
      using peer = await RawPeer.dial(server.port);
      await peer.send(`NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\nNS REGISTER ${PASSWORD}\r\nQUIT\r\n`);
      await until(peer, "ERROR");
    }
    using ada = await login(server.port, "ada");
    using bob = await login(server.port, "bob");
    await ada.send("PRIVMSG bob :first\r\n");
    time = /time=([^;]+)/.exec((await until(ada, "PRIVMSG bob :first")).at(-1) ?? "")?.[1] ?? "";
    await until(bob, "first");
    await bob.send(`MARKREAD ada timestamp=${time}\r\n`);
    await until(bob, `MARKREAD ada timestamp=${time}`);
    // Marks are stored a little later than they are told; the end waits for them.
    await server.stop();
  }
  await using server = await ServerProcess.start(args);
  using ada = await login(server.port, "ada");
  await ada.send("PRIVMSG bob :second\r\n");
  await until(ada, "second");
  using bob = await login(server.port, "bob");
  await until(bob, "PRIVMSG bob :second");
  await bob.send("MARKREAD ada\r\n");
  assertEquals((await until(bob, "MARKREAD")).at(-1), `:irc.parley MARKREAD ada timestamp=${time}`);
  await bob.send(`CHATHISTORY AFTER ada timestamp=${time} 10\r\n`);
  const after = (await until(bob, "BATCH -")).filter((line) => line.includes("PRIVMSG"));
  assertEquals(after.map((line) => line.split(" PRIVMSG ")[1]), ["bob :second"]);
  await bob.send("CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2099-01-01T00:00:00.000Z 10\r\n");
  const targets = (await until(bob, "BATCH -")).filter((line) => line.includes(" TARGETS "));
  assertEquals(targets.map((line) => line.split(" ")[4]), ["ada"]);
});
