// Accounts from end to end: the real programs, a server that is started anew, a line that is pasted, a pipe with a
// password, a server that lets nobody in without one.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startClient } from "../support/client_rig.ts";
import { Program, runClient, ServerProcess, temporaryFolder } from "../support/process.ts";

const SECRET = "correct horse";

/** A client that prints and takes lines until it is stopped. */
function talking(args: readonly string[]): Program {
  return new Program("client.ts", [...args, "--listen"]);
}

Deno.test("register, start the server anew, log in: the account, what was written meanwhile, and the bans are there", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  const secret = folder.of("secret");
  await Deno.writeTextFile(secret, `${SECRET}\n`);
  const flags = ["-N", `-R=${secret}`];
  {
    await using server = await ServerProcess.start(db);
    const to = `127.0.0.1:${server.port}`;
    const registered = await runClient(["bob", to, "--password-file", secret], ["/register"], { flags });
    assertEquals([registered.code, registered.stderr], [0, []]);
    assertStringIncludes(registered.stdout.join("\n"), "bob is yours now");
    const alice = await runClient(["alice", to, "--room", "tea"], [
      `/register ${SECRET} too`,
      "/ban mallory spam",
      "/msg bob are you there?",
    ]);
    assertEquals([alice.code, alice.stderr], [0, []]);
    assertStringIncludes(alice.stdout.join("\n"), "bob is not here: it is kept, and given at the next login");
    assertEquals([...alice.stdout, ...alice.stderr].some((line) => line.includes("horse")), false);
    await server.stop();
  }
  await using server = await ServerProcess.start(db);
  const to = `127.0.0.1:${server.port}`;
  const guest = await runClient(["bob", to], ["hi"]);
  assertEquals([guest.code, guest.stdout], [3, []]);
  assertStringIncludes(guest.stderr.join(), "bob is registered");
  assertStringIncludes(guest.stderr.join(), "--password-file");
  const bob = await runClient(["bob", to, "--password-file", secret], ["/whois bob"], { flags });
  assertEquals([bob.code, bob.stderr], [0, []]);
  const shown = bob.stdout.join("\n");
  assert(/\d{4}-\d\d-\d\d \d\d:\d\d @ alice to you: are you there\?/.test(shown), shown);
  assertStringIncludes(shown, "account     bob");
  const mallory = await runClient(["mallory", to, "--room", "tea"], ["hi"]);
  assertEquals(mallory.code, 1);
  assertStringIncludes(mallory.stderr.join(), "You are banned from tea");
});

Deno.test("a server that was killed and started anew: the session is taken up again, with its account", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("chat.kv"), "--host", "127.0.0.1"];
  await using first = await ServerProcess.start(args);
  await using alice = startClient(first.port, "alice", "tea");
  await alice.until("You are in tea");
  alice.type(`/register ${SECRET}`);
  await alice.until("alice is yours now");
  // What is stored by now is hers by her account.
  alice.type("/topic mine");
  await alice.until("- alice set the topic: mine");
  await first.stop("SIGKILL");
  await alice.until("No connection to");
  await using second = await ServerProcess.start([...args, "--port", String(first.port)]);
  await alice.until("Back in tea");
  alice.type("/status", "/topic still mine");
  await alice.until("Account    alice");
  await alice.until("- alice set the topic: still mine");
  // Somewhere else it is the same person, who is in one room at a time.
  await using other = startClient(second.port, "alice", "lobby", SECRET);
  await other.until("You are in lobby");
  await alice.until("You are out of tea");
});

Deno.test("a wrong password is refused with 3; one on the standard input is its first line", async () => {
  await using server = await ServerProcess.start();
  const to = `127.0.0.1:${server.port}`;
  assertEquals((await runClient(["bob", to], [`/register ${SECRET}`])).code, 0);
  const wrong = await runClient(["bob", to, "--password-file", "-"], ["no horse at all", "hi"]);
  assertEquals([wrong.code, wrong.stderr.length], [3, 1]);
  using eve = await server.enter("eve", "lobby");
  const right = await runClient(["bob", to, "--password-file", "-"], [SECRET, "hi"]);
  assertEquals([right.code, right.stderr], [0, []]);
  assertEquals((await eve.until("message")).text, "hi");
});

Deno.test("an invite is one line that opens the room for somebody else, once", async () => {
  await using server = await ServerProcess.start();
  const to = `127.0.0.1:${server.port}`;
  await using alice = talking(["alice", to, "--room", "dén"]);
  await alice.stdout.until("You are in dén");
  await alice.type("/set private on", "/set invite on", "/invite --for 1h");
  const link = (await alice.stdout.until("parley://")).trim();
  assertEquals(link.startsWith(`parley://127.0.0.1:${server.port}/d%C3%A9n?invite=`), true, link);
  const stranger = await runClient(["eve", to, "--room", "dén"], ["hi"]);
  assertEquals(stranger.code, 1);
  const bob = await runClient(["bob", link], ["here I am"]);
  assertEquals([bob.code, bob.stderr], [0, []]);
  await alice.stdout.until("bob: here I am");
  const late = await runClient(["carl", link], ["hi"]);
  assertEquals(late.code, 1);
  using dora = await server.enter("dora");
  await alice.type("/invite dora");
  const { code } = await dora.until("invited");
  const joined = await dora.ask({ type: "join", room: "dén", invite: code });
  assertEquals(joined.type, "joined");
  await alice.stop();
});

Deno.test("a server that needs accounts takes who has one, and tells the others what to do", async () => {
  await using server = await ServerProcess.start(["--require-login"]);
  const to = `127.0.0.1:${server.port}`;
  const guest = await runClient(["bob", to], ["hi"]);
  assertEquals([guest.code, guest.stderr.length], [3, 1]);
  assertStringIncludes(guest.stderr.join(), "This server is for people with an account, and bob is not registered yet");
  using peer = await server.enter("bob");
  assertEquals((await peer.ask({ type: "register", password: SECRET })).type, "ok");
  const bob = await runClient(["bob", to, "--password-file", "-"], [SECRET, "hi"]);
  assertEquals([bob.code, bob.stderr], [0, []]);
});

Deno.test("order in the house: a moderator puts somebody out, who is told why", async () => {
  await using server = await ServerProcess.start();
  const to = `127.0.0.1:${server.port}`;
  await using alice = talking(["alice", to, "--room", "tea"]);
  await alice.stdout.until("You are in tea");
  await using bob = talking(["bob", to, "--room", "tea"]);
  await bob.stdout.until("You are in tea");
  await bob.type("/kick alice");
  await bob.stderr.until("Only an owner or a moderator of tea may do that (here that is alice (owner))");
  await alice.type("/mute bob 10m");
  await alice.stdout.until("- alice muted bob");
  await bob.stdout.until("- alice muted bob");
  await bob.type("hello?");
  await bob.stderr.until("Not sent: You may not speak in tea");
  await alice.type("/kick bob too loud");
  await bob.stdout.until("alice put you out of tea: too loud");
  await alice.stdout.until("- alice removed bob: too loud");
});
