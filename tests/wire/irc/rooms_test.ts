// Rooms as channels: JOIN, PART, TOPIC, NAMES, LIST, MODE, WHO (RFC 2812, 3.2, 3.6), with a native peer among them.
import { assert, assertEquals } from "@std/assert";
import { World } from "./world.ts";

Deno.test("JOIN makes a room, tells who is in it, and the others of it", () => {
  const world = new World();
  const ada = world.irc("ada");
  assertEquals(ada.say("JOIN #tea"), [
    ":ada!~u@parley JOIN #tea",
    ":irc.parley 353 ada = #tea :~ada",
    ":irc.parley 366 ada #tea :End of /NAMES list",
  ]);
  world.native("bob", "tea");
  assertEquals(ada.hear(), [":bob!~u@parley JOIN #tea"]);
});

Deno.test("entering a second room parts the first", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  assertEquals(ada.say("JOIN #milk").slice(0, 2), [
    ":ada!~u@parley PART #tea :In one room at a time",
    ":ada!~u@parley JOIN #milk",
  ]);
  assertEquals(bob.hear(), [":ada!~u@parley PART #tea"]);
});

Deno.test("with several rooms per client nothing is parted, and JOIN 0 leaves all", () => {
  const world = new World({ roomsPerClient: 3 });
  const ada = world.irc("ada", { room: "tea" });
  assertEquals(ada.say("JOIN #milk,#sugar").filter((line) => line.includes("JOIN")), [
    ":ada!~u@parley JOIN #milk",
    ":ada!~u@parley JOIN #sugar",
  ]);
  assertEquals(ada.say("JOIN #more"), [
    ":irc.parley 405 ada #more :You are in as many rooms as you may: leave one first",
  ]);
  assertEquals(ada.say("JOIN 0"), ["tea", "milk", "sugar"].map((room) => `:ada!~u@parley PART #${room}`));
});

Deno.test("joining where one is tells nobody anything", () => {
  const world = new World();
  const bob = world.irc("bob", { room: "tea" });
  const ada = world.irc("ada", { room: "tea" });
  bob.hear();
  assertEquals([ada.say("JOIN #tea"), bob.hear()], [[], []]);
});

Deno.test.each(
  [
    ["JOIN", "461"],
    ["JOIN tea", "403"],
    ["JOIN #", "403"],
    ["JOIN #a!b", "403"],
    ["JOIN &groupX", "403"],
    ["PART #nowhere", "442"],
    ["PART", "461"],
    ["TOPIC #nowhere", "403"],
    ["TOPIC #nowhere :x", "403"],
    ["TOPIC tea", "403"],
    ["MODE #nowhere", "403"],
    ["MODE #nowhere +s", "403"],
    ["MODE #lobby +s", "442"],
    ["KICK #nowhere bob", "403"],
    ["MODE bob", "502"],
    ["MODE ada +Z", "501"],
    ["MODE #lobby +Z", "472"],
    ["MODE #lobby +l many", "696"],
    ["MODE #lobby +k", "696"],
    ["MODE #lobby +k :two words", "696"],
    ["MODE #lobby +k a,b", "696"],
    [`MODE #lobby +k ${"k".repeat(129)}`, "696"],
    ["MODE #lobby -n", "696"],
    ["NAMES #nowhere", "366"],
    ["NAMES", "366"],
    ["WHO #nowhere", "315"],
    ["WHO nobody", "315"],
  ] as const,
)("%s is answered by %s", (line, numeric) => {
  const heard = new World().irc("ada").say(line);
  assertEquals(heard.length, 1, heard.join("\n"));
  assertEquals(heard[0]?.split(" ")[1], numeric, heard[0]);
});

Deno.test("settings are read, changed by the owner, refused to others, and told to all", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  const native = world.native("eve", "tea");
  ada.hear();
  bob.hear();
  assertEquals(ada.say("MODE #tea"), [":irc.parley 324 ada #tea +nt", ":irc.parley 329 ada #tea 1767323045"]);
  assertEquals(ada.say("MODE #tea +sl-k+k 12 * secret"), [":ada!~u@parley MODE #tea +slk 12 *"]);
  assertEquals(bob.hear(), [":ada!~u@parley MODE #tea +slk 12 *"]);
  const [told, kept] = native.hear();
  assertEquals(told, '{"op":"room","room":"tea","limit":12,"private":true,"locked":true,"by":"ada"}');
  assertEquals(JSON.parse(kept ?? "").event, { type: "set", limit: 12, private: true, locked: true });
  assertEquals(ada.say("MODE #tea")[0], ":irc.parley 324 ada #tea +ntslk 12 *");
  assertEquals(bob.say("MODE #tea -k"), [":irc.parley 482 bob #tea :Only an owner of tea may do that"]);
  assertEquals(ada.say("MODE #tea -lsk *"), [":ada!~u@parley MODE #tea -slk *"]);
  assertEquals(ada.say("MODE #tea b"), [":irc.parley 368 ada #tea :End of channel ban list"]);
});

Deno.test("a key, a limit and a hidden room refuse by their numerics", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob");
  ada.say("MODE #tea +k secret");
  assertEquals(bob.say("JOIN #tea")[0]?.split(" ")[1], "475");
  assertEquals(bob.say("JOIN #tea wrong")[0]?.split(" ")[1], "475");
  ada.say("MODE #tea +l 1");
  assertEquals(bob.say("JOIN #tea secret")[0]?.split(" ")[1], "471");
  ada.say("MODE #tea +s-l");
  assertEquals(bob.say("JOIN #tea")[0]?.split(" ")[1], "473");
  assertEquals(bob.say("JOIN #tea wrong")[0]?.split(" ")[1], "475");
  assertEquals(bob.say("JOIN #tea secret")[0], ":bob!~u@parley JOIN #tea");
});

Deno.test("topics are asked for and set", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob");
  assertEquals(ada.say("TOPIC #tea"), [":irc.parley 331 ada #tea :No topic is set"]);
  assertEquals(ada.say("TOPIC #tea :Green & black"), [":ada!~u@parley TOPIC #tea :Green & black"]);
  assertEquals(bob.say("TOPIC #TEA"), [":irc.parley 332 bob #tea :Green & black"]);
  assertEquals(bob.say("JOIN #tea").slice(1, 3), [
    ":irc.parley 332 bob #tea :Green & black",
    ":irc.parley 333 bob #tea ada 1767323045",
  ]);
  assertEquals(ada.say("TOPIC #tea :").filter((line) => line.includes("TOPIC")), [":ada!~u@parley TOPIC #tea :"]);
});

Deno.test("LIST gives what may be listed, by mask and by size", () => {
  const world = new World();
  world.irc("ada", { room: "tea" }).say("TOPIC #tea :Green");
  world.irc("bob", { room: "tea" });
  const eve = world.irc("eve", { room: "milk" });
  eve.say("MODE #milk +s");
  const zoe = world.irc("zoe");
  const rooms = (line: string) =>
    zoe.say(line).filter((row) => row.includes(" 322 ")).map((row) => row.split(" ").slice(3).join(" "));
  assertEquals(rooms("LIST"), ["#lobby 0 :", "#tea 2 Green"]);
  assertEquals(rooms("LIST #t*,#x"), ["#tea 2 Green"]);
  assertEquals(rooms("LIST >1"), ["#tea 2 Green"]);
  assertEquals(rooms("LIST <1"), ["#lobby 0 :"]);
  assertEquals(eve.say("LIST #milk").filter((row) => row.includes(" 322 ")).length, 1);
});

Deno.test("a list of more than a page is given whole", () => {
  const world = new World();
  for (let index = 0; index < 620; index++) world.irc(`p${index}`, { room: `room${index}` });
  const heard = world.irc("ada").say("LIST");
  assertEquals(heard.filter((line) => line.includes(" 322 ")).length, 621);
});

Deno.test("names and people come with roles, whoever they are and however many", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "userhost-in-names" });
  const bob = world.native("bob", "tea");
  bob.say('{"op":"status","status":"busy","note":"lunch"}');
  ada.hear();
  assertEquals(ada.say("NAMES #tea")[0], ":irc.parley 353 ada = #tea :~ada!~u@parley bob!~u@parley");
  assertEquals(ada.say("WHO #tea"), [
    ":irc.parley 352 ada #tea ~u parley irc.parley ada H~ :0 ada",
    ":irc.parley 352 ada #tea ~u parley irc.parley bob G :0 bob",
    ":irc.parley 315 ada #tea :End of /WHO list",
  ]);
  assertEquals(ada.say("WHO b*").length, 2);
  for (let index = 0; index < 250; index++) world.native(`person-${index}`, "tea");
  ada.hear();
  const names = ada.say("NAMES #tea").filter((line) => line.includes(" 353 "));
  const listed = names.flatMap((line) => line.slice(line.indexOf(":", 1) + 1).split(" "));
  assertEquals(listed.length, 252);
  assert(listed.includes("~ada!~u@parley"), "the owner is marked");
  assert(names.every((line) => line.length <= 510), "no line is too long");
  const joined = world.irc("late").say("JOIN #tea").filter((line) => line.includes(" 353 "));
  assertEquals(joined.flatMap((line) => line.slice(line.indexOf(":", 1) + 1).split(" ")).length, 253);
});

Deno.test("a room's past is shown at JOIN: as a batch, as marked notices, or not at all to who can ask", () => {
  const world = new World();
  const bob = world.native("bob", "tea");
  bob.say('{"op":"say","text":"before"}', '{"op":"say","text":"waves","kind":"action"}');
  const past = (caps?: string) => {
    const peer = world.irc(`peer${caps?.length ?? 0}`, caps === undefined ? {} : { caps });
    const heard = peer.say("JOIN #tea");
    return heard.slice(heard.findIndex((line) => line.includes(" 366 ")) + 1);
  };
  assertEquals(past(), [
    ":irc.parley NOTICE #tea :[2026-01-02 03:04Z] <bob> before",
    ":irc.parley NOTICE #tea :[2026-01-02 03:04Z] * bob waves",
  ]);
  const time = "time=2026-01-02T03:04:05.000Z";
  assertEquals(past("server-time")[0], `@${time} :irc.parley NOTICE #tea :[2026-01-02 03:04Z] <bob> before`);
  assertEquals(past("batch server-time"), [
    ":irc.parley BATCH +1 chathistory #tea",
    `@batch=1;${time} :bob!~u@parley PRIVMSG #tea :before`,
    `@batch=1;${time} :bob!~u@parley PRIVMSG #tea :\x01ACTION waves\x01`,
    ":irc.parley BATCH -1",
  ]);
  assertEquals(past("batch server-time draft/chathistory"), []);
});

Deno.test("who drops is gone by QUIT when the grace is over", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  world.drop(bob);
  assertEquals(ada.hear(), []);
  const heard: string[] = [];
  for (let passed = 0; passed < 32; passed += 8) {
    world.wait(8_000);
    heard.push(...ada.say("PONG :1"));
  }
  assertEquals(heard.filter((line) => !line.startsWith("PING")), [":bob!~u@parley QUIT :The link dropped"]);
});

Deno.test("a list that no outbox would hold ends early, and says so", () => {
  const world = new World();
  const topic = "t".repeat(400);
  for (let index = 0; index < 900; index++) {
    world.irc(`p${index}`, { room: `room${index}` }).say(`TOPIC #room${index} :${topic}`);
  }
  const ada = world.irc("ada");
  const heard = ada.say("LIST");
  assert(heard.join("").length < 300_000, "it is bounded");
  assertEquals(heard.slice(-2), [
    ":irc.parley NOTICE ada :LIST: there are more; ask with a mask",
    ":irc.parley 323 ada :End of /LIST",
  ]);
  assertEquals(ada.say("LIST #room7*").filter((line) => line.includes(" 322 ")).length, 111);
  assertEquals(ada.say("WHO p89?").length, 11);
});
