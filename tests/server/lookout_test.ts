import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { Lookout } from "../../lib/server/lookout.ts";

/** Something to do in each round of the event loop, so that it never comes to rest. */
function keepBusy(): Disposable {
  let going = true;
  const go = () => void (going && setImmediate(go));
  go();
  return { [Symbol.dispose]: () => void (going = false) };
}

/** What a socket brings, byte by byte, while the loop has other things to do: after each look all of it must be there. */
async function hears(lookout: Lookout): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [near, far] = await Promise.all([Deno.connect({ port: listener.addr.port }), listener.accept()]);
  using _near = near;
  using _far = far;
  let heard = 0;
  const reading = (async () => {
    const buffer = new Uint8Array(16);
    for (let count = await far.read(buffer); count !== null; count = await far.read(buffer)) heard += count;
  })();
  using _busy = keepBusy();
  for (let said = 1; said <= 20; said++) {
    await near.write(new Uint8Array(1));
    await lookout.next();
    assertEquals(heard, said);
  }
  await near.closeWrite();
  await reading;
}

Deno.test("Lookout.next() resolves when what the sockets had brought is read, with or without a socket of its own", async () => {
  const lookout = new Lookout();
  await hears(lookout);
  await lookout.open();
  await hears(lookout);
  lookout.close();
  await hears(lookout);
});

Deno.test("Lookout.next() is one look for all who wait, and the next one is another", async () => {
  const lookout = new Lookout();
  await lookout.open();
  const first = lookout.next();
  assertEquals(lookout.next(), first);
  await first;
  const second = lookout.next();
  assertEquals(second === first, false);
  lookout.close(); // and whoever waits is not left waiting
  await second;
});

Deno.test("Lookout has one socket however many use it, until the last has closed it", async () => {
  const lookout = new Lookout();
  const opening = lookout.open();
  await lookout.open();
  lookout.close();
  await opening;
  await hears(lookout);
  lookout.close();
  const short = lookout.open();
  lookout.close();
  await short;
  await hears(lookout);
});

Deno.test({
  name: "Lookout works where the network is not to be used, and asks nobody for leave",
  permissions: { net: false },
  async fn() {
    const lookout = new Lookout();
    await lookout.open();
    await lookout.next();
    lookout.close();
  },
});
