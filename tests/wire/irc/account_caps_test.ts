// Whose a nick is: account-tag, account-notify, extended-join (IRCv3), each to those alone who asked for it.
import { assertEquals } from "@std/assert";
import { type Peer, World } from "./world.ts";

function account(world: World, nick: string): Peer {
  const peer = world.irc(nick);
  peer.say("NS REGISTER pass_word_1");
  return peer;
}

Deno.test("account-tag is on what an account's owner says, everywhere, and on nothing of guests", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "account-tag echo-message" });
  const plain = world.irc("eve", { room: "tea" });
  const bob = account(world, "bob");
  bob.say("JOIN #tea");
  plain.hear();
  ada.hear();
  const tag = "@account=bob ";
  bob.say("PRIVMSG #tea :in the room", "PRIVMSG ada :to her", "PRIVMSG $* :to all");
  assertEquals(ada.hear().toSorted(), [
    `${tag}:bob!~u@parley NOTICE $* :to all`,
    `${tag}:bob!~u@parley PRIVMSG #tea :in the room`,
    `${tag}:bob!~u@parley PRIVMSG ada :to her`,
  ]);
  assertEquals(plain.hear().some((line) => line[0] === "@"), false);
  assertEquals(ada.say("PRIVMSG #tea :mine"), [":ada!~u@parley PRIVMSG #tea :mine"]);
  ada.say("NS REGISTER pass_word_1");
  assertEquals(ada.say("PRIVMSG #tea :mine"), ["@account=ada :ada!~u@parley PRIVMSG #tea :mine"]);
});

Deno.test("account-tag is on all else that an account's owner does", () => {
  const world = new World({ roomsPerClient: 2 });
  const ada = world.irc("ada", { room: "tea", caps: "account-tag away-notify setname account-notify" });
  const bob = account(world, "bob");
  bob.say("JOIN #tea");
  ada.say("MODE #tea +o bob");
  ada.hear();
  world.irc("guest", { room: "tea" }).say("NS REGISTER pass_word_1");
  assertEquals(ada.hear(), [":guest!~u@parley JOIN #tea", ":guest!~u@parley ACCOUNT guest"]);
  bob.say(
    "TOPIC #tea :mine",
    "AWAY :gone",
    "SETNAME :Bob B.",
    "NICK rob",
    "PART #tea",
    "JOIN #tea",
    "KICK #tea rob",
    "QUIT",
  );
  assertEquals(ada.hear(), [
    "@account=bob :bob!~u@parley TOPIC #tea :mine",
    "@account=bob :bob!~u@parley AWAY :gone",
    "@account=bob :bob!~u@parley SETNAME :Bob B.",
    "@account=bob :bob!~u@parley NICK rob",
    "@account=bob :rob!~u@parley PART #tea",
    "@account=bob :rob!~u@parley JOIN #tea",
    "@account=bob :rob!~u@parley AWAY :gone",
    ":irc.parley MODE #tea +o rob",
    "@account=bob :rob!~u@parley QUIT :Quit",
  ]);
  ada.say("NS REGISTER pass_word_1");
  assertEquals(ada.say("NICK adele"), ["@account=ada :ada!~u@parley NICK adele"]);
});

Deno.test("account-tag is in the history too, and a name's backslash is escaped", () => {
  const world = new World();
  const odd = account(world, "o\\dd");
  odd.say("JOIN #tea", "PRIVMSG #tea :old");
  const ada = world.irc("ada", { caps: "account-tag batch draft/chathistory", room: "tea" });
  assertEquals(
    ada.say("CHATHISTORY LATEST #tea * 1")[1],
    "@batch=1;account=o\\\\dd :o\\dd!~u@parley PRIVMSG #tea :old",
  );
});

Deno.test("account-notify tells who logs in and out, to those who share a room", () => {
  const world = new World();
  account(world, "bob").say("QUIT");
  const ada = world.irc("ada", { room: "tea", caps: "account-notify" });
  const plain = world.irc("eve", { room: "tea" });
  const guest = world.irc("guest", { room: "tea" });
  ada.hear();
  plain.hear();
  guest.say("NS REGISTER pass_word_1");
  assertEquals([ada.hear(), plain.hear()], [[":guest!~u@parley ACCOUNT guest"], []]);
  guest.say("NS DROP pass_word_1");
  assertEquals([ada.hear(), plain.hear()], [[":guest!~u@parley ACCOUNT *"], []]);
});

Deno.test("extended-join says whose a newcomer is, one's own JOIN too", () => {
  const world = new World();
  const ada = world.irc("ada", { caps: "extended-join" });
  assertEquals(ada.say("JOIN #tea")[0], ":ada!~u@parley JOIN #tea * :ada");
  const plain = world.irc("eve", { room: "tea" });
  assertEquals(ada.hear(), [":eve!~u@parley JOIN #tea * :eve"]);
  account(world, "bob").say("JOIN #tea");
  assertEquals(ada.hear(), [":bob!~u@parley JOIN #tea bob :bob"]);
  assertEquals(plain.hear(), [":bob!~u@parley JOIN #tea"]);
  ada.say("NS REGISTER pass_word_1");
  assertEquals(ada.say("JOIN #milk")[1], ":ada!~u@parley JOIN #milk ada :ada");
});

Deno.test("who comes in while away is shown to be, with the note", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "away-notify" });
  const bob = world.irc("bob");
  bob.say("AWAY :on the moon", "JOIN #tea");
  assertEquals(ada.hear(), [":bob!~u@parley JOIN #tea", ":bob!~u@parley AWAY :on the moon"]);
});
