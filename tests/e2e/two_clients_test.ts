// Two people with the real client and the real server: they talk, in the room and past it.
import { assertEquals } from "@std/assert";
import { Program, ServerProcess } from "../support/process.ts";

Deno.test("two line clients talk: in the lobby, in a room of their own, to one, to all", async () => {
  await using server = await ServerProcess.start();
  await using alice = startClient(server, "alice");
  await alice.stdout.until("You are in lobby");
  await using bob = startClient(server, "bob");
  await bob.stdout.until(/You are in lobby .*alice/);
  await alice.stdout.until("bob came in");

  await alice.type("hello there");
  await bob.stdout.until("alice: hello there");
  await bob.type("/me waves");
  await alice.stdout.until("* bob waves");
  await bob.type("/msg alice: between us");
  await alice.stdout.until("bob to you: between us");
  await alice.type("@bob: and back");
  await bob.stdout.until("alice to you: and back");
  await alice.type("@ALL: hear ye");
  await bob.stdout.until("alice to all: hear ye");

  await alice.type("/create den");
  await alice.stdout.until("You are in den");
  await bob.stdout.until("alice left");
  await bob.type("/join den");
  await bob.stdout.until(/You are in den .*alice/);
  await alice.stdout.until("bob came in");
  await bob.type("good evening");
  await alice.stdout.until("bob: good evening");
  await alice.type("/nick ally");
  await bob.stdout.until(/alice .*ally/);
  await alice.type("it is me");
  await bob.stdout.until("ally: it is me");

  await alice.type("/quit");
  assertEquals((await alice.ended()).code, 0);
  await bob.stdout.until("ally left");
  await bob.endInput();
  const ended = await bob.ended();
  assertEquals([ended.code, ended.stderr], [0, []]);
});

Deno.test("three clients make a group, and only they hear it", async () => {
  await using server = await ServerProcess.start();
  await using alice = startClient(server, "alice");
  await using bob = startClient(server, "bob");
  await using eve = startClient(server, "eve");
  await using dave = startClient(server, "dave");
  for (const client of [alice, bob, eve, dave]) await client.stdout.until("You are in lobby");
  await alice.type("/group groupX bob, eve");
  for (const client of [alice, bob, eve]) await client.stdout.until("groupX");
  await alice.type("groupX: meet at nine", "now for everybody");
  for (const client of [bob, eve]) await client.stdout.until(/groupX alice: meet at nine/);
  await dave.stdout.until("alice: now for everybody");
  assertEquals(dave.stdout.all.filter((line) => line.includes("groupX") || line.includes("meet at nine")), []);
});

Deno.test("the words of one room are not shown in the other", async () => {
  await using server = await ServerProcess.start();
  using maker = await server.enter("maker");
  for (const room of ["red", "blue"]) {
    await maker.ask({ type: "create", room });
    await maker.ask({ type: "say", text: `this is ${room}` });
  }
  await using alice = startClient(server, "alice", "--room", "red");
  await using bob = startClient(server, "bob", "--room", "blue");
  await alice.stdout.until("You are in red");
  await bob.stdout.until("You are in blue");
  await alice.type("only red");
  await alice.stdout.until("alice: only red");
  await alice.type("@bob: but this is for you");
  await bob.stdout.until("but this is for you");
  assertEquals(bob.stdout.all.filter((line) => line.includes("red")), []);
});

function startClient(server: ServerProcess, nick: string, ...more: string[]): Program {
  return new Program("client.ts", [nick, `127.0.0.1:${server.port}`, ...more]);
}
