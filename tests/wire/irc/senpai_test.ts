// The dialogue of senpai, a client that expects its server to keep history, marks and accounts; as its published source
// has it (irc/session.go): all of the registration in one go, each capability asked for by itself, nothing waited for.
import { assert, assertEquals } from "@std/assert";
import { isoTime } from "../../../lib/wire/irc/time.ts";
import { BEGIN, type Peer, World } from "./world.ts";

const OFFERED = [
  "away-notify",
  "batch",
  "cap-notify",
  "echo-message",
  "invite-notify",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "sasl",
  "server-time",
  "setname",
  "standard-replies",
  "draft/chathistory",
  "draft/read-marker",
];
/** What it asks for and is told no: it goes on without. */
const REFUSED = [
  "extended-monitor",
  "draft/event-playback",
  "draft/metadata-2",
  "soju.im/bouncer-networks",
  "soju.im/bouncer-networks-notify",
  "soju.im/search",
];

function registration(nick: string, password?: string): readonly string[] {
  return [
    "CAP LS 302",
    ...[...REFUSED, ...OFFERED].map((cap) => `CAP REQ ${cap}`),
    `NICK ${nick}`,
    `USER ${nick} 0 * ${nick}`,
    ...(password === undefined ? [] : ["AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa(`${nick}\0${nick}\0${password}`)}`]),
    "CAP END",
    "BOUNCER LISTNETWORKS",
  ];
}

const verb = (line: string) => line.replace(/^@\S+ /, "").split(" ")[1] ?? "";
/** The moment as the client's clock has it, a little later than the server's. */
const now = (world: World) => `timestamp=${isoTime(BEGIN + world.mono + 1)}`;

/** A world with an account `sen`, and what happened before it comes. */
function story(): { readonly world: World; readonly bob: Peer } {
  const world = new World();
  const bob = world.irc("bob", { room: "tea" });
  bob.say("NS REGISTER pass_word_1", "TOPIC #tea :Green tea", "PRIVMSG #tea :before you came");
  world.irc("sen").say("NS REGISTER pass_word_1", "QUIT");
  bob.say("PRIVMSG sen :while you were away");
  world.wait(5_000);
  bob.hear();
  return { world, bob };
}

Deno.test("all of it is sent at once, and answered in order, by SASL or as a guest", () => {
  const { world } = story();
  const heard = world.connect().say(...registration("sen", "pass_word_1"));
  assert(heard[0]?.startsWith(":irc.parley CAP * LS :"), heard[0]);
  const caps = heard.filter((line) => / (ACK|NAK) /.test(line)).map((line) => line.split(" ").slice(3).join(" "));
  assertEquals(caps, [...REFUSED.map((cap) => `NAK :${cap}`), ...OFFERED.map((cap) => `ACK :${cap}`)]);
  const rest = heard.slice(1 + caps.length);
  assertEquals(rest[0], "AUTHENTICATE +");
  const verbs = rest.slice(1).map(verb);
  assertEquals(verbs.slice(0, 6), ["900", "903", "001", "002", "003", "004"]);
  // BOUNCER is unknown here: senpai passes over that answer, if it names the command.
  assertEquals(rest.find((line) => line.includes(" 421 "))?.split(" ").slice(2, 4), ["sen", "BOUNCER"]);
  assert(rest.some((line) => line.endsWith(":bob!~u@parley PRIVMSG sen :while you were away")), rest.join("\n"));
  const guest = world.connect().say(...registration("guest"));
  assertEquals(guest.map(verb).filter((each) => /^\d/.test(each)).slice(0, 4), ["001", "002", "003", "004"]);
});

Deno.test("a nick that is taken is asked for once more, with a sign", () => {
  const { world } = story();
  const peer = world.connect();
  const [taken] = peer.say(...registration("bob")).filter((line) => verb(line) === "433");
  assertEquals(taken?.split(" ").slice(1, 4), ["433", "*", "bob"]);
  assertEquals(verb(peer.say("NICK bob_")[0] ?? ""), "001");
});

Deno.test("on JOIN it gets names, mark and topic; it asks who is away, and for what was said", () => {
  const { world, bob } = story();
  const sen = world.connect();
  sen.say(...registration("sen", "pass_word_1"));
  const joined = sen.say("JOIN #tea").map(verb);
  assertEquals(joined, ["JOIN", "332", "333", "353", "MARKREAD", "366"]);
  assertEquals(sen.say("WHO #tea").map(verb), ["352", "352", "315"]);
  const past = sen.say(`CHATHISTORY BEFORE #tea ${now(world)} 100`);
  assertEquals(past.map(verb), ["BATCH", "PRIVMSG", "BATCH"]);
  assert(past[1]?.endsWith(" PRIVMSG #tea :before you came"), past[1]);
  bob.say("PRIVMSG #tea :hello sen");
  const [live = ""] = sen.hear();
  const time = /time=([^;]+)/.exec(live)?.[1];
  assertEquals(sen.say(`MARKREAD #tea timestamp=${time}`), [`:irc.parley MARKREAD #tea timestamp=${time}`]);
  // Tags alone are not passed on, and that is no fault worth a line.
  assertEquals(sen.say("@+typing=active TAGMSG #tea"), []);
  const [echo] = sen.say("PRIVMSG #tea :hello bob");
  assert(echo?.endsWith(" :sen!~u@parley PRIVMSG #tea :hello bob"), echo);
  assertEquals(bob.hear().at(-1), ":sen!~u@parley PRIVMSG #tea :hello bob");
});

Deno.test("it finds the conversations that it has missed, and what was said in them", () => {
  const { world } = story();
  const sen = world.connect();
  sen.say(...registration("sen", "pass_word_1"));
  const targets = sen.say(`CHATHISTORY TARGETS timestamp=${isoTime(BEGIN - 1)} ${now(world)} 1000`);
  assertEquals(targets.slice(1, -1).map((line) => line.split(" ")[4]), ["bob"]);
  const past = sen.say(`CHATHISTORY BEFORE bob ${now(world)} 100`);
  assert(past[1]?.endsWith(" :bob!~u@parley PRIVMSG sen :while you were away"), past.join("\n"));
  assertEquals(sen.say("MARKREAD bob").map((line) => line.split(" ").slice(1, 3).join(" ")), ["MARKREAD bob"]);
});
