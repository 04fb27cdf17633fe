// What waits for somebody who is away may be more than may wait for a connection: they get all of it as they read.
import { assertEquals } from "@std/assert";
import { Lines } from "../support/lines.ts";
import { startServer, type TestServer } from "../support/test_server.ts";

const PASSWORD = "a good password";
const COUNT = 100;
/** 16 KiB in UTF-8: together more than an outbox takes. */
const TEXT = "\u{1F600}".repeat(4_096);

const LAST = "the last one";

/** Bob has an account and is away, and a guest writes him more than an outbox takes. */
async function writeMuch(started: TestServer): Promise<void> {
  using bob = await started.enter("bob");
  assertEquals((await bob.ask({ type: "register", password: PASSWORD })).type, "ok");
  await bob.ask({ type: "quit" });
  using guest = await started.enter("guest");
  for (let each = 1; each <= COUNT; each++) {
    const told = await guest.ask({ type: "tell", to: ["bob"], text: each < COUNT ? TEXT : LAST });
    assertEquals(told.type === "told" && told.later, ["bob"]);
  }
}

Deno.test("who was away gets all that was kept, though it is more than an outbox takes", async () => {
  await using started = await startServer();
  await writeMuch(started);
  using again = await started.dial();
  assertEquals((await again.ask({ type: "hello", nick: "bob", password: PASSWORD })).type, "welcome");
  const heard = await again.settled();
  assertEquals(heard.filter(({ event }) => event.type === "direct").length, COUNT);
});

Deno.test("so does who logs in by SASL, and hears nothing before the welcome", async () => {
  await using started = await startServer();
  await writeMuch(started);
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: started.server.port });
  const lines = new Lines(conn.readable);
  const say = (text: string) => conn.write(new TextEncoder().encode(text));
  await say("CAP LS 302\r\nNICK bob\r\nUSER bob 0 * :Bob\r\nAUTHENTICATE PLAIN\r\n");
  await lines.until("AUTHENTICATE +");
  await say(`AUTHENTICATE ${btoa(`\0bob\0${PASSWORD}`)}\r\n`);
  await lines.until(" 903 ");
  await say("CAP END\r\n");
  await lines.until(`PRIVMSG bob :${LAST}`);
  const [welcome, first] = [" 001 ", " PRIVMSG "].map((verb) => lines.all.findIndex((line) => line.includes(verb)));
  assertEquals((welcome ?? 0) < (first ?? 0), true);
  await say("QUIT\r\n");
  await lines.ended();
});
