import { assertRejects } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import { startServer, startServerWith } from "../support/test_server.ts";

Deno.test("serve() leaves the port to others where what is kept can't be read", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = ["--port", `${listener.addr.port}`];
  listener.close();
  const store = openMemoryStore({ clock: systemClock });
  store.kept = () => Promise.reject(new Error("disk I/O error"));
  await assertRejects(() => startServerWith({ store }, ...port), Error, "disk I/O error");
  await using server = await startServer(...port);
  (await server.enter("ada")).close();
});
