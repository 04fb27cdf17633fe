import { assert, assertEquals } from "@std/assert";
import type { Scheme } from "../../lib/accounts/password.ts";
import { makeSecret } from "../../lib/accounts/password.ts";
import { PasswordDesk } from "../../lib/accounts/password_desk.ts";
import type { PasswordOutcome } from "../../lib/chat/password.ts";

const QUICK: Scheme = { name: "argon2id", memory: 64, passes: 1, parallelism: 1 };
const OLD: Scheme = { name: "argon2id", memory: 32, passes: 1, parallelism: 1 };

async function secretOf(desk: PasswordDesk, password: string): Promise<string> {
  const made = await desk.make(password);
  assert(made.type === "made");
  return made.secret;
}

Deno.test("a password fits what was made of it, and no other, and nothing fits an account that is not there", async () => {
  const desk = new PasswordDesk({ scheme: QUICK });
  const secret = await secretOf(desk, "correct horse");
  assertEquals(await desk.check("correct horse", secret), { type: "checked", ok: true });
  assertEquals(await desk.check("battery staple", secret), { type: "checked", ok: false });
  assertEquals(await desk.check("correct horse", undefined), { type: "checked", ok: false });
});

Deno.test("a secret with parameters of yesterday is renewed by the password that fits, and by no other", async () => {
  const desk = new PasswordDesk({ scheme: QUICK });
  const old = await makeSecret("correct horse", OLD);
  const checked = await desk.check("correct horse", old);
  assert(checked.type === "checked" && checked.renewed !== undefined);
  assertEquals(await desk.check("correct horse", checked.renewed), { type: "checked", ok: true });
  assertEquals(await desk.check("battery staple", old), { type: "checked", ok: false });
});

Deno.test("who comes when the queue is full is told busy at once, and places are handed on", async () => {
  const desk = new PasswordDesk({ scheme: QUICK, atOnce: 2, queuedMax: 3 });
  const outcomes: PasswordOutcome["type"][] = [];
  await Promise.all(Array.from({ length: 8 }, async () => {
    outcomes.push((await desk.make("correct horse")).type);
  }));
  assertEquals(outcomes, ["busy", "busy", "busy", "made", "made", "made", "made", "made"]);
  assertEquals((await desk.make("correct horse")).type, "made");
});

Deno.test("a known and an unknown account take the same time", async () => {
  const scheme: Scheme = { name: "argon2id", memory: 4_096, passes: 1, parallelism: 1 };
  const desk = new PasswordDesk({ scheme });
  const secret = await secretOf(desk, "correct horse");
  await desk.check("x", undefined); // the decoy is made once
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round++) {
    for (const [index, against] of [secret, undefined].entries()) {
      const start = performance.now();
      await desk.check("battery staple", against);
      times[index]?.push(performance.now() - start);
    }
  }
  const [known = 0, unknown = 0] = times.map((each) => each.sort((a, b) => a - b)[7] ?? 0);
  assert(Math.max(known, unknown) < 3 * Math.min(known, unknown), `${known} ms and ${unknown} ms`);
});
