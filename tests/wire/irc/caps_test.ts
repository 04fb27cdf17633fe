// Capabilities: what is listed is done, what is not asked for is not sent (IRCv3).
import { assert, assertEquals } from "@std/assert";
import { listCaps } from "../../../lib/wire/irc/caps.ts";
import { supported } from "../../../lib/wire/irc/isupport.ts";
import { World } from "./world.ts";

const TIME = "time=2026-01-02T03:04:05.000Z";
/** Each capability, and what shows that it is done: lines heard with it, of a peer who does all that is done below. */
const PROOFS: Readonly<Record<string, RegExp>> = {
  "account-notify": /^:bob!~u@parley ACCOUNT bob$/,
  "account-tag": /^@account=bob :bob!~u@parley PRIVMSG #tea :theirs$/,
  "away-notify": /^:bob!~u@parley AWAY :tea$/,
  "batch": /^:irc\.parley BATCH \+1 chathistory #tea$/,
  "draft/chathistory": /^:irc\.parley BATCH \+1 chathistory #tea$/,
  "draft/read-marker": /^:irc\.parley MARKREAD #tea \*$/,
  "echo-message": /^:ada!~u@parley PRIVMSG #tea :mine$/,
  "extended-join": /^:eve!~u@parley JOIN #tea \* :eve$/,
  "invite-notify": /^:bob!~u@parley INVITE zoe #tea$/,
  "labeled-response": /^@label=x :irc\.parley PONG /,
  "message-tags": /^@msgid=2-\w+-\w+ :bob!~u@parley PRIVMSG #tea :theirs$/,
  "multi-prefix": / 353 .* :~bob ada$/,
  "server-time": new RegExp(`^@${TIME} :bob!~u@parley PRIVMSG #tea :theirs$`),
  "setname": /^:bob!~u@parley SETNAME :Bob B\.$/,
  "standard-replies": /^:irc\.parley FAIL CHATHISTORY INVALID_TARGET LATEST #no :/,
  "userhost-in-names": / 353 .* :~bob!~u@parley ada!~u@parley$/,
};
/** What one of them needs beside it. */
const WITH: Readonly<Record<string, string>> = {
  "batch": "server-time",
  "draft/chathistory": "batch",
  "labeled-response": "batch",
};

/** Everything that capabilities are about, as heard by somebody with these. */
function story(caps: string): readonly string[] {
  const world = new World();
  const bob = world.irc("bob", { room: "tea" });
  bob.say("PRIVMSG #tea :old");
  const ada = world.irc("ada", { caps });
  const heard = [
    ...ada.say("JOIN #tea", "CHATHISTORY LATEST #tea * 1", "CHATHISTORY LATEST #no * 1", "@label=x PING 1"),
  ];
  bob.say("NS REGISTER pass_word_1", "PRIVMSG #tea :theirs", "AWAY :tea");
  world.irc("eve", { room: "tea" });
  world.irc("zoe");
  bob.say("SETNAME :Bob B.", "MODE #tea +o ada", "INVITE zoe #tea");
  heard.push(...ada.hear(), ...ada.say("PRIVMSG #tea :mine"));
  return heard;
}

Deno.test("each capability that is listed is done, and none of it is without it", () => {
  const plain = story("cap-notify");
  // The first is a matter of CAP itself; of the second nothing ever happens; the third has tests of its own.
  const names = listCaps(301).filter((name) => !["cap-notify", "chghost", "sasl"].includes(name));
  assertEquals(names, Object.keys(PROOFS));
  for (const name of names) {
    const proof = PROOFS[name] ?? /$^/;
    const lines = story([name, WITH[name] ?? ""].join(" ").trim());
    assert(lines.some((line) => proof.test(line)), `${name}: ${proof} in\n${lines.join("\n")}`);
    // Who has one role at most is shown the same with and without multi-prefix; history is asked for by all.
    if (["multi-prefix", "batch", "draft/chathistory"].includes(name)) continue;
    assert(!plain.some((line) => proof.test(line)), `${name} is not asked for, and yet: ${plain.join("\n")}`);
  }
});

Deno.test("without tags none are sent", () => {
  assertEquals(story("away-notify echo-message").filter((line) => line[0] === "@"), []);
});

Deno.test("capabilities can be taken and dropped at any time", () => {
  const ada = new World().irc("ada", { room: "tea" });
  assertEquals(
    ada.say("CAP REQ echo-message", "PRIVMSG #tea :x"),
    [
      ":irc.parley CAP ada ACK echo-message",
      ":ada!~u@parley PRIVMSG #tea :x",
    ].map((line) => line.replace("ACK ", "ACK :")),
  );
  assertEquals(ada.say("CAP LIST"), [":irc.parley CAP ada LIST :echo-message"]);
  assertEquals(ada.say("CAP REQ :-echo-message", "PRIVMSG #tea :x"), [":irc.parley CAP ada ACK :-echo-message"]);
  assertEquals(ada.say("CAP REQ :-echo-message nonsense"), [":irc.parley CAP ada NAK :-echo-message nonsense"]);
});

Deno.test("values are told to version 302 only", () => {
  const world = new World();
  assert(world.connect().say("CAP LS 302")[0]?.includes(" sasl=PLAIN "));
  assert(world.connect().say("CAP LS")[0]?.includes(" sasl "));
});

Deno.test("what 005 says is so", () => {
  const tokens = new Map(
    supported("parley", 1).map((token) => {
      const [name = "", ...value] = token.split("=");
      return [name, value.join("=")] as const;
    }),
  );
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  const letters = (tokens.get("CHANMODES") ?? "").split(",");
  const prefix = /^\((\w+)\)/.exec(tokens.get("PREFIX") ?? "")?.[1] ?? "";
  for (const letter of [...letters.join(""), ...prefix]) {
    const heard = ada.say(`MODE #tea +${letter} ${letter === "l" ? 9 : "bob"}`);
    assert(!heard.some((line) => line.includes(" 472 ")), `${letter} is known: ${heard}`);
  }
  assert(ada.say("MODE #tea +x").some((line) => line.includes(" 472 ")));
  bob.hear();
  const nick = "n".repeat(Number(tokens.get("NICKLEN")));
  assertEquals(bob.say(`NICK ${nick}`), [`:bob!~u@parley NICK ${nick}`]);
  assertEquals(bob.say(`NICK ${nick}n`)[0]?.split(" ")[1], "432");
  const channel = `#${"c".repeat(Number(tokens.get("CHANNELLEN")) - 1)}`;
  assert(bob.say(`JOIN ${channel}`).some((line) => line === `:${nick}!~u@parley JOIN ${channel}`));
  assertEquals(bob.say(`JOIN ${channel}c`)[0]?.split(" ")[1], "403");
  assertEquals(tokens.get("CHANLIMIT"), "#:1,&:16");
  const targets = Number(/PRIVMSG:(\d+)/.exec(tokens.get("TARGMAX") ?? "")?.[1]);
  assertEquals(bob.say(`PRIVMSG ${Array(targets + 1).fill("x").join(",")} :x`)[0]?.split(" ")[1], "407");
  assertEquals(bob.say(`PRIVMSG ${Array(targets).fill("x").join(",")} :x`).length, targets);
});

Deno.test("a label is on the answer: one line, a batch of several, ACK for none, none without the capability", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "batch labeled-response" });
  assertEquals(ada.say("@label=a\\s1;+x=y PING 7"), ["@label=a\\s1 :irc.parley PONG irc.parley 7"]);
  assertEquals(ada.say("@label=b PRIVMSG #tea :x"), ["@label=b :irc.parley ACK"]);
  assertEquals(ada.say("@label=c WHOIS zed"), [
    "@label=c :irc.parley BATCH +1 labeled-response",
    "@batch=1 :irc.parley 401 ada zed :Nobody here has that nick",
    "@batch=1 :irc.parley 318 ada zed :End of /WHOIS list",
    ":irc.parley BATCH -1",
  ]);
  assertEquals(ada.say("@label=d CHATHISTORY LATEST #tea * 1"), [
    "@label=d :irc.parley BATCH +2 chathistory #tea",
    "@batch=2 :ada!~u@parley PRIVMSG #tea :x",
    ":irc.parley BATCH -2",
  ]);
  assertEquals(ada.say("@label=e PRIVMSG x,y :z").filter((line) => line.includes("label=e")).length, 1);
  assertEquals(ada.say("@label=f TAGMSG #tea"), ["@label=f :irc.parley ACK"]);
  assertEquals(ada.say(`@label=${"l".repeat(65)} PING 7`), [":irc.parley PONG irc.parley 7"]);
  assertEquals(world.irc("bob").say("@label=a PING 7"), [":irc.parley PONG irc.parley 7"]);
});

Deno.test("one entry of several lines has an id for each, and history is asked for by any", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "message-tags batch draft/chathistory" });
  const native = world.native("bob", "tea");
  ada.hear();
  native.say('{"op":"say","text":"one\\ntwo"}', '{"op":"say","text":"three"}');
  const ids = ada.hear().map((line) => /^@msgid=(\S+) /.exec(line)?.[1] ?? "");
  assertEquals(new Set(ids).size, 3);
  assertEquals(
    ada.say(`CHATHISTORY AFTER #tea msgid=${ids[1]} 5`).map((line) => line.split(" :").at(-1)).slice(1, -1),
    [
      "three",
    ],
  );
});
