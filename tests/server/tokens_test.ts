import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { REFS_MS } from "../../lib/chat/limits.ts";
import type { AccountId } from "../../lib/chat/kept.ts";
import type { SessionId } from "../../lib/chat/room.ts";
import { secretsOf } from "../../lib/server/tokens.ts";

const AT = Date.UTC(2030, 0, 1);
const secrets = secretsOf(new Uint8Array(32).fill(7));
const session = "boot1-2z" as SessionId;
const claim = { session };
const token = secrets.sign(claim, AT);

Deno.test.each(
  [
    ["fresh", token, AT, claim],
    ["a day old", token, AT + REFS_MS, claim],
    ["more than a day old", token, AT + REFS_MS + 1, undefined],
    ["from a clock that was ahead", token, AT - 60_000, claim],
    ["empty", "", AT, undefined],
    ["dots", "..", AT, undefined],
    ["longer", `${token}x`, AT, undefined],
    ["with a part more", `${token}.x`, AT, undefined],
    ["of another session", token.replace(session, "boot1-30"), AT, undefined],
    ["of another time", token.replace(AT.toString(36), (AT + 1).toString(36)), AT, undefined],
    ["without its sum", token.slice(0, token.lastIndexOf(".") + 1), AT, undefined],
    ["of a session with a bad name", secrets.sign({ session: "a b" as SessionId }, AT), AT, undefined],
    ["of a session without a name", secrets.sign({ session: "" as SessionId }, AT), AT, undefined],
    ["in other letters", token.toUpperCase(), AT, undefined],
    ["not ASCII", token.replace("b", "б"), AT, undefined],
  ] as const,
)("verify() of a token that is %s", (_what, given, at, expected) => {
  assertEquals(secrets.verify(given, at), expected);
});

Deno.test("a token of an account says which, and by which generation, and neither can be changed", () => {
  const account = { id: "boot1-7" as AccountId, generation: 3 };
  const accounts = secrets.sign({ session, account }, AT);
  assertEquals(secrets.verify(accounts, AT), { session, account });
  assertEquals(secrets.verify(accounts.replace(".3.", ".4."), AT), undefined);
  assertEquals(secrets.verify(accounts.replace("boot1-7", "boot1-8"), AT), undefined);
  assertEquals(secrets.verify(accounts.replace(".boot1-7.3", ""), AT), undefined);
});

Deno.test("code() is the same for the same invite and another for every other, and can stand in an address", () => {
  const codes = ["a", "b", "a1"].map((id) => secrets.code(id));
  assertEquals(new Set(codes).size, 3);
  assertEquals(secrets.code("a"), codes[0]);
  for (const code of codes) assertMatch(code, /^[\w-]{16}$/);
});

Deno.test("verify() refuses every token that is cut or changed in one place", () => {
  for (let i = 0; i < token.length; i++) {
    assertEquals(secrets.verify(token.slice(0, i), AT), undefined, `cut at ${i}`);
    const other = token[i] === "a" ? "b" : "a";
    const changed = token.slice(0, i) + other + token.slice(i + 1);
    // The last letter of a sum holds bits that stand for nothing: it is compared as text, so that it counts too.
    assertEquals(secrets.verify(changed, AT), undefined, `changed at ${i}`);
  }
});

Deno.test("verify() never throws and never believes what it did not sign", () => {
  fc.assert(fc.property(fc.string({ maxLength: 120 }), (text) => secrets.verify(text, AT) === undefined));
});

Deno.test("another secret signs other tokens and keeps other passwords", () => {
  const others = secretsOf(new Uint8Array(32).fill(8));
  assertEquals(others.verify(token, AT), undefined);
  assertNotEquals(others.digest("tea", "fox"), secrets.digest("tea", "fox"));
});

Deno.test("digest() depends on room and password, and a blank between them does not move", () => {
  const digests = [["tea", "fox"], ["tea", "foy"], ["te", "afox"], ["tea ", "fox"], ["tea", " fox"], ["", "teafox"]]
    .map(([room = "", password = ""]) => secrets.digest(room, password));
  assertEquals(new Set(digests).size, digests.length);
  assertEquals(secrets.digest("tea", "fox"), digests[0]);
});

Deno.test("a password's digest is no token", () => {
  const digest = secrets.digest(session, AT.toString(36));
  assertEquals(secrets.verify(`${session}.${AT.toString(36)}.${digest}`, AT), undefined);
});
