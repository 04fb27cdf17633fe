// Accounts and order with a real hub: each act is seen once by the actor, by whom it is done to, and by the others.
import { assert, assertEquals } from "@std/assert";
import { type Peer, World } from "./world.ts";

const PASSWORD = "correct horse";
const PLAIN = (name: string, password = PASSWORD) => btoa(`\0${name}\0${password}`);

function registered(world: World, nick: string, room?: string): Peer {
  const peer = world.irc(nick, { address: "127.0.0.1", ...(room !== undefined && { room }) });
  assertEquals(peer.say(`NS REGISTER ${PASSWORD}`.replace(" horse", "_horse")).at(-1)?.split(" ")[1], "900");
  return peer;
}
const KEPT = PASSWORD.replace(" ", "_");

Deno.test("NickServ makes an account, knows it again, and lets it go", () => {
  const world = new World();
  const ada = registered(world, "ada");
  assertEquals(ada.say(`PRIVMSG NickServ :SET PASSWORD ${KEPT} another_one`), [
    ":irc.parley NOTICE ada :The password is changed.",
  ]);
  const [out, gone] = ada.say("NickServ LOGOUT");
  assert(/^:ada!~u@parley NICK guest\d+$/.test(out ?? ""), out);
  assertEquals(gone?.split(" ")[1], "901");
  assertEquals(ada.say("NICK ada")[0]?.split(" ")[1], "433");
  assertEquals(
    ada.say("NS IDENTIFY ada wrong_one").at(-1),
    `:irc.parley NOTICE ${nickOf(out)} :The name or the password is wrong.`,
  );
  assertEquals(ada.say("NS IDENTIFY ada another_one"), [
    `:${nickOf(out)}!~u@parley NICK ada`,
    ":irc.parley 900 ada ada!~u@parley ada :You are logged in as ada",
  ]);
  assertEquals(ada.say("WHOIS ada").filter((line) => line.includes(" 330 ")), [
    ":irc.parley 330 ada ada ada :is logged in as",
  ]);
  assertEquals(ada.say("NS DROP another_one")[0]?.split(" ")[1], "901");
  assertEquals(ada.say("NS").length, 5);
});

function nickOf(line: string | undefined): string {
  return line?.split(" ").at(-1) ?? "";
}

Deno.test("an account comes in by SASL or PASS; a wrong password does not", () => {
  const world = new World();
  registered(world, "ada").say("QUIT");
  const bySasl = world.connect();
  bySasl.say("CAP REQ sasl", "NICK whoever", "USER a 0 * :a", "AUTHENTICATE PLAIN");
  assertEquals(bySasl.say(`AUTHENTICATE ${PLAIN("ada", KEPT)}`).map((line) => line.split(" ")[1]), ["900", "903"]);
  assertEquals(bySasl.say("CAP END")[0]?.split(" ").slice(1, 3), ["001", "ada"]);
  const byPass = world.connect();
  const heard = byPass.say(`PASS ${KEPT}`, "NICK ada", "USER a 0 * :a");
  assertEquals(heard[0]?.split(" ").slice(1, 3), ["001", "ada"]);
  assertEquals(heard.at(-1), ":irc.parley 900 ada ada!~u@parley ada :You are logged in as ada");
  const wrong = world.connect();
  wrong.say("CAP REQ sasl", "NICK eve", "USER e 0 * :e", "AUTHENTICATE PLAIN");
  assertEquals(wrong.say(`AUTHENTICATE ${PLAIN("ada")}`).map((line) => line.split(" ")[1]), ["904"]);
  assertEquals(wrong.say("CAP END")[0]?.split(" ").slice(1, 3), ["001", "eve"]);
  assertEquals(world.connect().say("PASS nonsense", "NICK ada", "USER a 0 * :a").map((line) => line.split(" ")[1]), [
    "464",
    ":Closing",
  ]);
});

Deno.test("a kick is seen once by everybody, and who is kicked may come again", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  const eve = world.irc("eve", { room: "tea" });
  ada.hear();
  bob.hear();
  const line = ":ada!~u@parley KICK #tea bob :spam";
  assertEquals(ada.say("KICK #tea bob :spam"), [line]);
  assertEquals([bob.hear(), eve.hear()], [[line], [line]]);
  assertEquals(bob.say("PRIVMSG #tea :still here?")[0]?.split(" ")[1], "404");
  assertEquals(bob.say("JOIN #tea")[0], ":bob!~u@parley JOIN #tea");
  assertEquals(eve.say("KICK #tea ada")[1]?.split(" ")[1], "482");
  assertEquals(ada.say("KICK #tea zed").at(-1)?.split(" ")[1], "401");
  world.irc("zed");
  assertEquals(ada.say("KICK #tea zed"), [":irc.parley 441 ada zed #tea :zed is not in that room: see who"]);
  assertEquals(ada.say("KICK #tea,#tea bob,eve :both").map((line) => line.split(" ").slice(1, 4).join(" ")), [
    "KICK #tea bob",
    "KICK #tea eve",
  ]);
  assertEquals(ada.say("KICK #tea,#milk bob")[0]?.split(" ")[1], "461");
  assertEquals(ada.say("KICK #milk bob")[0]?.split(" ")[1], "403");
});

Deno.test("roles are given and taken, and let their bearers act", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  assertEquals(ada.say("MODE #tea +o bob"), [":ada!~u@parley MODE #tea +o bob"]);
  assertEquals(bob.hear(), [":ada!~u@parley MODE #tea +o bob"]);
  assertEquals(bob.say("NAMES #tea")[0], ":irc.parley 353 bob = #tea :~ada @bob");
  assertEquals(bob.say("TOPIC #tea :by a moderator"), [":bob!~u@parley TOPIC #tea :by a moderator"]);
  assertEquals(ada.hear(), [":bob!~u@parley TOPIC #tea :by a moderator"]);
  assertEquals(ada.say("MODE #tea -o bob"), [":ada!~u@parley MODE #tea -o bob"]);
  assertEquals(ada.say("MODE #tea +k one"), [":ada!~u@parley MODE #tea +k *"]);
  assertEquals(ada.say("MODE #tea +k two"), []);
  assertEquals(bob.hear().slice(-1), [":irc.parley NOTICE #tea :ada changed the password"]);
});

Deno.test("of many members too nobody loses what the letter does not name", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const crowd = Array.from({ length: 210 }, (_, index) => world.irc(`m${index}`, { room: "tea" }));
  const [last] = crowd.slice(-1);
  ada.say("MODE #tea +o m209");
  last?.hear();
  ada.hear();
  assertEquals(ada.say("MODE #tea -q m209"), []);
  assertEquals(ada.say("MODE #tea -o m208"), []);
  assertEquals(last?.hear(), []);
  assertEquals(ada.say("MODE #tea -o m209"), [":ada!~u@parley MODE #tea -o m209"]);
  assertEquals(last?.hear(), [":ada!~u@parley MODE #tea -o m209"]);
  assertEquals(ada.say("MODE #tea -o zed")[0]?.split(" ")[1], "441");
  assertEquals(last?.say("MODE #milk -o ada")[0]?.split(" ")[1], "403");
});

Deno.test("a ban is set, listed, felt and taken off", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  // A guest is banned with its address: the others have another one.
  const bob = world.irc("bob", { room: "tea", address: "10.0.0.2" });
  const eve = world.irc("eve", { room: "tea" });
  eve.hear();
  ada.hear();
  bob.hear();
  const [set] = ada.say("MODE #tea +b bob!*@*");
  assert(set?.startsWith(":ada!~u@parley MODE #tea +b "), set);
  assertEquals(bob.hear(), [":ada!~u@parley KICK #tea bob :banned"]);
  assertEquals(eve.hear().map((line) => line.split(" ")[1]), ["MODE", "KICK"]);
  assertEquals(bob.say("JOIN #tea")[0]?.split(" ")[1], "474");
  const [entry] = ada.say("MODE #tea b");
  assertEquals(entry?.split(" ").slice(1, 4), ["367", "ada", "#tea"]);
  ada.say(`MODE #tea -b ${entry?.split(" ")[4]}`);
  assertEquals(bob.say("JOIN #tea")[0], ":bob!~u@parley JOIN #tea");
});

Deno.test("an invite opens a room that is closed", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob");
  ada.say("MODE #tea +si");
  assertEquals(bob.say("JOIN #tea")[0]?.split(" ")[1], "473");
  assertEquals(ada.say("INVITE bob #tea"), [":irc.parley 341 ada bob #tea"]);
  assertEquals(bob.hear(), [":ada!~u@parley INVITE bob #tea"]);
  assertEquals(bob.say("JOIN #tea")[0], ":bob!~u@parley JOIN #tea");
  assertEquals(ada.say("INVITE bob #tea").at(-1), ":irc.parley 443 ada bob #tea :is in that room already");
  const eve = world.irc("eve");
  assertEquals(eve.say("INVITE ada #tea")[0]?.split(" ")[1], "403");
  assertEquals(ada.say("INVITE nobody #tea")[0]?.split(" ")[1], "401");
  ada.say("MODE #tea -s");
  assertEquals(eve.say("INVITE ada #tea")[0]?.split(" ")[1], "442");
});

Deno.test("operators are accounts: OPER logs in, KILL ends a link", () => {
  const world = new World({ operators: ["root"] });
  registered(world, "root").say("QUIT");
  const eve = registered(world, "eve");
  const ada = world.irc("ada");
  assertEquals(eve.say("OPER x y")[0]?.split(" ")[1], "491");
  assertEquals(eve.say("KILL ada :no")[0]?.split(" ")[1], "481");
  assertEquals(ada.say("OPER root wrong_one")[0]?.split(" ")[1], "464");
  assertEquals(ada.say(`OPER root ${KEPT}`).map((line) => line.split(" ")[1]), ["NICK", "900", "381", "MODE"]);
  assertEquals(ada.say("MODE root"), [":irc.parley 221 root +o"]);
  assertEquals(ada.say("KILL eve :spam"), []);
  assertEquals([eve.hear().at(-1), eve.open], ["ERROR :Closing link: root removed you: spam", false]);
});

Deno.test("what is written to an account that is away is kept, and given when it comes", () => {
  const world = new World();
  registered(world, "ada").say("QUIT");
  const bob = world.irc("bob");
  assertEquals(bob.say("PRIVMSG ada :when you are back"), [
    ":irc.parley 301 bob ada :Not here: gets it at the next login",
  ]);
  assertEquals(bob.say("WHOWAS ada").map((line) => line.split(" ")[1]), ["314", "312", "369"]);
  assertEquals(bob.say("ISON ada bob"), [":irc.parley 303 bob bob"]);
  const ada = world.connect();
  const heard = ada.say(`PASS ${KEPT}`, "NICK ada", "USER a 0 * :a");
  assertEquals(heard.at(-1), ":bob!~u@parley PRIVMSG ada :when you are back");
});

Deno.test("two connections of an account see each other's words", () => {
  const world = new World();
  const one = registered(world, "ada", "tea");
  const two = world.connect();
  two.say(`PASS ${KEPT}`, "NICK ada", "USER a 0 * :a", "JOIN #tea");
  one.say("PRIVMSG #tea :from one");
  assertEquals(two.hear(), [":ada!~u@parley PRIVMSG #tea :from one"]);
  world.irc("bob");
  two.say("PRIVMSG bob :hi");
  assertEquals(one.hear().at(-1), ":ada!~u@parley PRIVMSG bob :hi");
});

Deno.test("who is muted hears and does not speak; the list shows it, and it is taken off again", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  assertEquals(ada.say("MODE #tea +b m:bob!*@*"), [":ada!~u@parley MODE #tea +b m:bob"]);
  assertEquals(bob.hear(), [":ada!~u@parley MODE #tea +b m:bob"]);
  assertEquals(bob.say("PRIVMSG #tea :hi")[0]?.split(" ").slice(1, 4), ["404", "bob", "#tea"]);
  assertEquals(ada.say("MODE #tea b")[0]?.split(" ").slice(1, 6), ["367", "ada", "#tea", "m:bob", "ada"]);
  assertEquals(ada.say("MODE #tea -b m:bob"), [":ada!~u@parley MODE #tea -b m:bob"]);
  assertEquals(bob.say("PRIVMSG #tea :hi").filter((line) => line.includes(" 404 ")), []);
});

Deno.test("operators are counted, and marked where people are looked up", () => {
  const world = new World({ operators: ["root"] });
  registered(world, "root");
  const ada = world.irc("ada");
  assertEquals(ada.say("USERHOST root ada"), [":irc.parley 302 ada :root*=+~u@parley ada=+~u@parley"]);
  assertEquals(ada.say("LUSERS").map((line) => line.slice(":irc.parley ".length)), [
    "251 ada :There are 2 users and 0 invisible on 1 server",
    "252 ada 1 :operators are here",
    "254 ada 1 :rooms that you may know of",
    "255 ada :I have 2 clients and 0 servers",
    "265 ada :Current local users 2",
    "266 ada :Current global users 2",
  ]);
});
