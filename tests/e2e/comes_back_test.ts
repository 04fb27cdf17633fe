// A link that breaks: the client comes back by itself, to its room, and shows what it missed.
import { startForwarder } from "../support/forwarder.ts";
import { Program, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("the link is cut: the client comes back and shows what was said meanwhile, once", async () => {
  await using server = await ServerProcess.start();
  await using forwarder = startForwarder(server.port);
  await using alice = new Program("client.ts", ["alice", `127.0.0.1:${forwarder.port}`]);
  await alice.stdout.until("You are in lobby");
  using bob = await server.enter("bob", "lobby");
  await bob.ask({ type: "say", text: "before" });
  await alice.stdout.until("bob: before");
  forwarder.cut();
  await bob.ask({ type: "say", text: "while you were away" });
  await alice.stdout.until("bob: while you were away");
  await bob.ask({ type: "say", text: "welcome back" });
  await alice.stdout.until("bob: welcome back");
  await alice.type("thanks");
  await bob.until("message");
  const seen = alice.stdout.all.filter((line) => line.includes("bob: "));
  if (seen.length !== 3) throw new Error(`Shown:\n${seen.join("\n")}`);
});

Deno.test("the server is killed and started again: both clients are back in their room and go on", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("chat.kv")];
  await using first = await ServerProcess.start(args);
  await using alice = new Program("client.ts", ["alice", `127.0.0.1:${first.port}`]);
  await using bob = new Program("client.ts", ["bob", `127.0.0.1:${first.port}`]);
  for (const client of [alice, bob]) await client.stdout.until("You are in lobby");
  await alice.type("before the fall");
  await bob.stdout.until("alice: before the fall");
  await first.stop("SIGKILL");
  await using second = await ServerProcess.start([...args, "--port", String(first.port)]);
  for (const client of [alice, bob]) await client.stdout.until("Back in lobby");
  await bob.type("after it");
  await alice.stdout.until("bob: after it");
  using carol = await second.enter("carol");
  const joined = await carol.ask({ type: "join", room: "lobby" });
  const texts = joined.type === "joined" && joined.history.map(({ text }) => text);
  if (String(texts) !== "before the fall,after it") throw new Error(`Stored: ${texts}`);
});
