// Strangers: what others write reaches an IRC client as one message, what an IRC client writes badly is answered, and
// however its bytes are cut, the same comes of them.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ircCodec } from "../../../lib/wire/irc/codec.ts";
import { assertSameOverCuts, run } from "../../support/cuts.ts";
import { listCaps } from "../../../lib/wire/irc/caps.ts";
import { conversation, SENTENCES } from "../../support/grammar.ts";
import { World } from "./world.ts";

const encoder = new TextEncoder();

Deno.test.each(
  [
    "hi\r\nQUIT :injected",
    "hi\nJOIN #elsewhere",
    "hi\rPRIVMSG #tea :twice",
    "\0\r\n\r\n:ada!~u@parley QUIT",
    "\x01DCC SEND file 1 2 3\x01",
    "\u2028QUIT\u2029QUIT\u0085QUIT",
    "\x1b]0;title\x07\x9b31m",
  ],
)("%j from a native peer is nothing but its text", (text) => {
  const world = new World();
  const native = world.native("eve", "tea");
  const ada = world.irc("ada", { room: "tea" });
  native.say(
    JSON.stringify({ op: "say", text }),
    JSON.stringify({ op: "tell", to: ["ada"], text }),
    JSON.stringify({ op: "shout", text }),
    JSON.stringify({ op: "status", status: "busy", note: text }),
    JSON.stringify({ op: "set", room: "tea", topic: text }),
  );
  const heard = ada.hear();
  assert(heard.length > 0);
  for (const line of heard) {
    assert(/^:eve!~u@parley (?:PRIVMSG #tea|PRIVMSG ada|NOTICE \$\*|TOPIC #tea) :/.test(line), line);
    // deno-lint-ignore no-control-regex -- the very characters to find
    assert(!/[\0\r\n\x1b\x9b]/.test(line), JSON.stringify(line));
  }
  assertEquals(world.irc("bob").say("JOIN #tea").filter((line) => /^\S*:?\S* (?:QUIT|PART)/.test(line)), []);
});

Deno.test("a line that is too long is 417, and the next one is heard", () => {
  const ada = new World().irc("ada", { room: "tea" });
  const long = `PRIVMSG #tea :${"x".repeat(600)}`;
  const answer = ":irc.parley 417 ada :A message has at most 512 bytes, and 4096 of tags";
  assertEquals(ada.say(long, "PING 1"), [answer, ":irc.parley PONG irc.parley 1"]);
  assertEquals(ada.say(`@${"t".repeat(4_100)} PING 1`, "PING 2"), [answer, ":irc.parley PONG irc.parley 2"]);
  assertEquals(ada.say("x".repeat(9_000), "PING 3"), [answer, ":irc.parley PONG irc.parley 3"]);
  assertEquals(ada.say(`@${"t".repeat(4_094)} PRIVMSG #tea :${"x".repeat(496)}`), []);
  assertEquals(ada.say(`PRIVMSG #tea :${"ä".repeat(249)}`), [answer]);
});

Deno.test("what is not UTF-8 is refused by FAIL, with the command as far as it can be read", () => {
  const world = new World();
  const bytes = Uint8Array.of(...encoder.encode("PRIVMSG #tea :"), 0xff, 0xfe, 13, 10);
  const ada = world.irc("ada", { room: "tea" });
  ada.sendBytes(bytes);
  assertEquals(ada.hear(), [":irc.parley FAIL PRIVMSG INVALID_UTF8 :Messages are UTF-8 here: this one was not"]);
  ada.sendBytes(Uint8Array.of(0xff, 0xfe, 32, 0x41, 13, 10));
  assertEquals(ada.hear(), [":irc.parley FAIL * INVALID_UTF8 :Messages are UTF-8 here: this one was not"]);
});

Deno.test("twenty faults without a good message between end the link", () => {
  const ada = new World().irc("ada");
  const heard = ada.say(...Array.from({ length: 25 }, () => "x".repeat(600)));
  assertEquals(heard.length, 21);
  assertEquals(heard.at(-1), "ERROR :Closing link: Too many requests that can't be understood");
});

Deno.test("a client's own bytes come back to it within a line", () => {
  const ada = new World().irc("ada");
  for (const line of ["JOIN :#a b", "JOIN #a\rb", "NICK :a b", "FOO\rBAR", "WHOIS :x y", "TOPIC ::#x", "MODE :# b"]) {
    for (const heard of ada.say(line, `PING ${line.length}`)) {
      assert(/^:irc\.parley \S+ /.test(heard) && !/[\0\r\n]/.test(heard), JSON.stringify(heard));
    }
  }
});

const SESSION = [
  "CAP LS 302",
  "NICK ada",
  "CAP REQ :batch labeled-response message-tags",
  "USER ada 0 * :Ada Lovelace",
  "CAP END",
  "@label=1 PRIVMSG #tea :ünï😀 code",
  "x".repeat(600),
  "PING :a b",
  "JOIN #tea key",
].join("\r\n") + "\r\n";

Deno.test("however the bytes are cut, the same commands come of them", () => {
  assertSameOverCuts(encoder.encode(SESSION), () => ircCodec("parley/1").decoder);
  assertSameOverCuts(encoder.encode(SESSION.replaceAll("\r\n", "\n")), () => ircCodec("parley/1").decoder);
});

const granted = (await Deno.permissions.query({ name: "env" })).state === "granted";
const RUNS = Number((granted && Deno.env.get("FUZZ_RUNS")) || 3_000);
const SEED = Number((granted && Deno.env.get("FUZZ_SEED")) || 20_260_102);
const ALL_CAPS = listCaps(301).join(" ");

Deno.test("fuzz: no bytes break a codec or the server around it, and nothing is kept of them", () => {
  const property = fc.property(
    conversation(SENTENCES.irc),
    fc.constantFrom(undefined, "batch labeled-response echo-message", ALL_CAPS),
    fc.boolean(),
    (packets, caps, registers) => {
      const world = new World();
      const bob = world.native("bob", "tea");
      const ada = world.irc("ada", { room: "tea", ...(caps !== undefined && { caps }) });
      if (registers) ada.say("NS REGISTER pass_word_1");
      for (const packet of packets) ada.sendBytes(packet);
      // Whatever it was, it ends here, and the link is either closed in words or in order.
      ada.sendBytes(encoder.encode("\r\n"));
      const heard = ada.hear();
      if (ada.open) assertEquals(ada.say("PING :alive").at(-1)?.endsWith(" PONG irc.parley alive"), true);
      else assert(heard.some((row) => row.startsWith("ERROR :")), "a closed link was told why");
      for (const row of heard) {
        const body = row[0] === "@" ? row.slice(row.indexOf(" ") + 1) : row;
        assert(encoder.encode(body).length <= 510, `too long: ${body}`);
        assert(!row.includes("Something went wrong in the server"), `a fault of ours: ${row}`);
      }
      assert(bob.open, "nobody else is harmed");
      for (const row of bob.hear()) JSON.parse(row);
    },
  );
  fc.assert(property, { numRuns: RUNS, seed: SEED });
});

Deno.test("fuzz: random bytes do no harm before registration either", () => {
  const property = fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 8 }), (chunks) => {
    const { decoder } = ircCodec("parley/1");
    for (const decoded of run(decoder, chunks)) assert(["command", "faulty", "answer", "end"].includes(decoded.type));
    assert(decoder.rest().length <= 4_608, "no more than a line is kept");
  });
  fc.assert(property, { numRuns: 2_000, seed: 7 });
});
