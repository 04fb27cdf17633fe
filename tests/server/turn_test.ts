import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { isHeavy, Turn } from "../../lib/server/turn.ts";
import { startServer } from "../support/test_server.ts";

Deno.test("Turn lets as much through as is good for one turn, small reads always, and all again in the next", async () => {
  const turn = new Turn();
  let heavy = 0;
  while (turn.takeHeavy()) heavy++;
  assertEquals(heavy, 8);
  assertEquals(turn.take(65_536), true);
  assertEquals([turn.take(2_049), turn.take(2_048), turn.takeHeavy()], [false, true, false]);
  const next = turn.next();
  assertEquals(turn.next(), next);
  await next;
  assertEquals([turn.take(2_049), turn.takeHeavy()], [true, true]);
});

Deno.test.each<[Command, boolean]>([
  [{ type: "join", room: "den" }, true],
  [{ type: "leave" }, true],
  [{ type: "say", text: "hi" }, false],
  [{ type: "ping" }, false],
])("whether %j takes turns with others is %s", (command, heavy) => {
  assertEquals(isHeavy({ type: "command", command }), heavy);
});

Deno.test("a ping is answered before the last of many who came into a room before it", async () => {
  await using started = await startServer("--max-per-address", "0");
  const pinger = await started.enter("pinger");
  const crowd = await Promise.all(Array.from({ length: 150 }, (_, index) => started.enter(`n${index}`)));
  const ended: string[] = [];
  const joins = crowd.map(async (peer) => {
    await peer.ask({ type: "join", room: "lobby" });
    ended.push("join");
  });
  const ping = pinger.ask({ type: "ping", t: 1 }).then(() => ended.push("ping"));
  await Promise.all([ping, ...joins]);
  for (const peer of [pinger, ...crowd]) peer[Symbol.dispose]();
  assertEquals([ended.length, ended.at(-1)], [151, "join"]);
});
