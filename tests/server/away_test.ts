// What waits for somebody who is away may be more than may wait for a connection: they get all of it as they read.
import { assertEquals } from "@std/assert";
import { startServer } from "../support/test_server.ts";

const PASSWORD = "a good password";
const COUNT = 100;
/** 16 KiB in UTF-8: together more than an outbox takes. */
const TEXT = "\u{1F600}".repeat(4_096);

Deno.test("who was away gets all that was kept, though it is more than an outbox takes", async () => {
  await using started = await startServer();
  const bob = await started.enter("bob");
  assertEquals((await bob.ask({ type: "register", password: PASSWORD })).type, "ok");
  await bob.ask({ type: "quit" });
  bob.close();
  using guest = await started.enter("guest");
  for (let each = 0; each < COUNT; each++) {
    const told = await guest.ask({ type: "tell", to: ["bob"], text: TEXT });
    assertEquals(told.type === "told" && told.later, ["bob"]);
  }
  using again = await started.dial();
  assertEquals((await again.ask({ type: "hello", nick: "bob", password: PASSWORD })).type, "welcome");
  const heard = await again.settled();
  assertEquals(heard.filter(({ event }) => event.type === "direct").length, COUNT);
});
