// What somebody might try to get at other people's names, rooms and words by accounts that come, go and end.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event } from "../../lib/chat/event.ts";
import { passwordOf, World } from "../support/hub_world.ts";

function resumeOf(world: World, connection: number): string {
  const welcome = world.hear(connection)[0]?.event;
  return welcome?.type === "welcome" ? welcome.resume : "";
}

function welcomeOf(events: readonly Event[]): Event & { readonly type: "welcome" } {
  const welcome = events.find(({ type }) => type === "welcome");
  if (welcome?.type !== "welcome") throw new Error(`Cannot find welcome in ${JSON.stringify(events)}`);
  return welcome;
}

function roleOf(events: readonly Event[]): string | undefined {
  const joined = events.find(({ type }) => type === "joined");
  return joined?.type === "joined" ? joined.role : undefined;
}

function texts(events: readonly Event[]): string[] {
  const [history] = events;
  return history?.type === "history" ? history.entries.map(({ text }) => text) : [];
}

Deno.test("an operator's name is registered on the server's machine only, in whatever spelling", () => {
  const world = new World({ operators: ["Root"] });
  const eve = world.enter("rOOt");
  assertEquals(world.outcome(eve, { type: "register", password: "correct horse" }), "nick-reserved");
  world.ask(eve, { type: "quit" });
  const root = world.enter("root", { address: "127.0.0.1" });
  assertEquals(world.outcome(root, { type: "register", password: passwordOf("root") }), "ok");
  const far = world.login("root", { address: "192.0.2.1" });
  const [whois] = world.ask(far, { type: "whois", nick: "root" });
  assertEquals(whois?.type === "whois" && whois.operator, true);
});

Deno.test("who takes an operator's name while the password of another is being made registers neither", () => {
  const world = new World({ operators: ["root"] });
  const eve = world.enter("mallory", { address: "192.0.2.2" });
  const resume = resumeOf(world, eve);
  world.say(eve, { type: "register", password: "correct horse" });
  const again = world.connect("192.0.2.2");
  world.say(again, { type: "hello", nick: "root", resume });
  world.finish();
  assertEquals([...world.store.kept.values()].filter(({ type }) => type === "account"), []);
  const [whois] = world.ask(again, { type: "whois", nick: "root" });
  assertEquals(whois?.type === "whois" && whois.operator, undefined);
});

Deno.test("a nick that its guest gave up while its password was being made belongs to nobody", () => {
  const world = new World();
  const eve = world.enter("eve");
  const resume = resumeOf(world, eve);
  world.say(eve, { type: "register", password: "correct horse" });
  // The same session on another link takes another name, and somebody else the old one.
  const again = world.connect();
  world.say(again, { type: "hello", nick: "eve", resume });
  world.register("bob", { address: "10.0.0.2" });
  const kim = world.enter("kim");
  assertEquals(world.outcome(kim, { type: "register", password: passwordOf("kim") }), "ok");
  world.finish();
  for (const [nick] of [["eve"], ["kim"], ["bob"]] as const) {
    const [whois] = world.ask(kim, { type: "whois", nick });
    assert(whois?.type === "whois" && (whois.account === undefined || whois.account === nick), JSON.stringify(whois));
  }
});

Deno.test("who loses a guest's nick to a login while it is being registered has no account under it", () => {
  const world = new World();
  world.register("ann");
  const guest = world.enter("eve");
  const resume = resumeOf(world, guest);
  world.say(guest, { type: "register", password: "correct horse" });
  const again = world.connect();
  world.say(again, { type: "hello", nick: "eve", resume });
  world.say(again, { type: "login", nick: "ann", password: passwordOf("ann") });
  // The login is looked at first: the session is Ann's, and the nick is free.
  const login = world.store.work.findIndex((_, index) => index > 0);
  const [first] = world.store.work.splice(login, 1);
  if (first) world.happen(first.result(true));
  const other = world.enter("eve", { address: "10.0.0.5" });
  assertEquals(world.hear(other)[0]?.event.type, "welcome");
  world.finish();
  const accounts = [...world.store.kept.values()].flatMap((each) => each.type === "account" ? [each.name] : []);
  assertEquals(accounts, ["ann"]);
});

Deno.test("what a guest owned is the account's when it logs in, and takes nothing from what the account had", () => {
  const world = new World({ roomsPerClient: 3 });
  const ann = world.register("ann");
  world.ask(ann, { type: "create", room: "tea" });
  world.ask(ann, { type: "say", room: "tea", text: "x" });
  const guest = world.enter("eve");
  world.ask(guest, { type: "create", room: "den" });
  world.ask(guest, { type: "say", room: "den", text: "x" });
  world.ask(guest, { type: "join", room: "tea" });
  world.ask(ann, { type: "role", room: "tea", nick: "eve", role: "moderator" });
  world.ask(ann, { type: "quit" });
  const kim = world.enter("kim");
  for (const name of ["tea", "den"]) world.ask(kim, { type: "join", room: name });
  world.hear(kim);
  assertEquals(world.outcome(guest, { type: "login", nick: "ann", password: passwordOf("ann") }), "ok");
  const roles = world.hear(kim).flatMap(({ event }) =>
    event.type === "member" && event.change === "role" ? [[event.room, event.nick, event.role]] : []
  );
  assertEquals(roles, [["tea", "ann", "owner"]]);
  assertEquals(roleOf(world.ask(guest, { type: "join", room: "den" })), "owner");
  assertEquals(roleOf(world.ask(guest, { type: "join", room: "tea" })), "owner");
  world.ask(guest, { type: "logout" });
  assertEquals(roleOf(world.ask(guest, { type: "join", room: "den" })), "member");
});

Deno.test("a guest in a group who logs in stays in it as an account, and is in it once", () => {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  const [eve, kim] = [world.enter("eve"), world.enter("kim")];
  world.ask(ann, { type: "group", group: "groupX", members: ["bob", "eve"] });
  world.ask(ann, { type: "group", group: "groupY", members: ["bob", "kim"] });
  world.ask(ann, { type: "group", group: "groupZ", members: ["eve", "kim"] });
  world.ask(bob, { type: "quit" });
  world.hear(ann);
  // Bob comes back as Eve's session: in X he was already, beside her; in Y he was, in Z only she.
  assertEquals(world.outcome(eve, { type: "login", nick: "bob", password: passwordOf("bob") }), "ok");
  const groups = () => {
    const [answer] = world.ask(ann, { type: "groups" });
    return answer?.type === "groups" ? answer.groups.map(({ group, members }) => [group, members.toSorted()]) : [];
  };
  assertEquals(groups(), [["groupX", ["ann", "bob"]], ["groupY", ["ann", "bob", "kim"]], [
    "groupZ",
    ["ann", "bob", "kim"],
  ]]);
  world.ask(kim, { type: "register", password: passwordOf("kim") });
  world.ask(kim, { type: "quit" });
  world.ask(eve, { type: "quit" });
  assertEquals(groups(), [["groupX", ["ann", "bob"]], ["groupY", ["ann", "bob", "kim"]], [
    "groupZ",
    ["ann", "bob", "kim"],
  ]]);
});

Deno.test("an account that ends takes its own with it and nothing of others: a group's words stay theirs", () => {
  const world = new World();
  const [ann, bob, kim] = [world.register("ann"), world.register("bob"), world.register("kim")];
  world.ask(ann, { type: "group", group: "groupX", members: ["bob", "kim"] });
  world.ask(ann, { type: "tell", group: "groupX", text: "to all of us" });
  world.ask(ann, { type: "tell", to: ["bob"], text: "between us" });
  world.ask(world.enter("guest"), { type: "tell", to: ["kim"], text: "hello" });
  assertEquals(world.outcome(kim, { type: "unregister", password: passwordOf("kim") }), "ok");
  assertEquals(texts(world.ask(bob, { type: "history", with: "groupX" })), ["to all of us"]);
  assertEquals(texts(world.ask(bob, { type: "history", with: "ann" })), ["between us"]);
  assertEquals(world.outcome(kim, { type: "history", with: "groupX" }), "not-registered");
  const again = world.outcome(kim, { type: "register", password: passwordOf("kim") });
  assertEquals(again, "ok");
  assertEquals(texts(world.ask(kim, { type: "history", with: "ann" })), [], "a new account under an old name");
});

Deno.test("what guests left for an account ends with it", () => {
  const world = new World();
  world.ask(world.register("kim"), { type: "quit" });
  world.ask(world.enter("guest"), { type: "tell", to: ["kim"], text: "for later" });
  assertEquals([...world.store.records.values()].filter(({ conversation }) => conversation).length, 1);
  const kim = world.connect();
  world.say(kim, { type: "hello", nick: "kim", password: passwordOf("kim") });
  world.step();
  world.stepRead(0, false);
  // What waits could not be read: the account ends before it is given.
  world.say(kim, { type: "unregister", password: passwordOf("kim") });
  world.finish();
  assertEquals([...world.store.records.values()].filter(({ conversation }) => conversation), []);
  assertEquals([...world.store.kept.values()].filter(({ type }) => type === "away" || type === "account"), []);
});

Deno.test("nothing brings an account back to the books that is being taken off them", () => {
  for (
    const command of [
      { type: "passwd", old: passwordOf("ann"), password: "another password" },
      { type: "logout" },
      { type: "quit" },
    ] as Command[]
  ) {
    const world = new World();
    const [first, second] = [world.register("ann"), world.login("ann")];
    world.say(second, command);
    world.say(first, { type: "unregister", password: passwordOf("ann") });
    if (command.type === "passwd") world.step(); // the old password is right
    while (!world.store.work.some(({ writes }) => writes)) world.step();
    world.finish();
    assertEquals([...world.store.kept.values()].filter(({ type }) => type === "account"), [], command.type);
  }
});

Deno.test("where an account is needed who has not logged in hears nothing that is said to all", () => {
  const world = new World({ requireLogin: true });
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  const eve = world.enter("eve");
  for (const one of [ann, bob, eve]) world.hear(one);
  assertEquals(world.outcome(ann, { type: "shout", text: "for us" }), "shouted");
  assertEquals([bob, eve].map((one) => world.hear(one).map(({ event }) => event.type)), [["shout"], []]);
});

Deno.test("who is removed from the server keeps no place by grace", () => {
  const world = new World({ operators: ["root"] });
  const root = world.register("root");
  const eve = world.enter("eve");
  world.ask(eve, { type: "join", room: "lobby" });
  world.drop(eve);
  assertEquals(world.outcome(root, { type: "ban", nick: "eve" }), "ok");
  const [who] = world.ask(root, { type: "who" });
  assertEquals(who?.type === "who" && who.people.map(({ nick }) => nick), ["root"]);
});

Deno.test("conversations are read and erased by their two, whatever names others take", () => {
  const world = new World();
  const [ann, bob, eve] = [world.register("ann"), world.register("bob"), world.register("eve")];
  world.ask(ann, { type: "tell", to: ["bob"], text: "between us" });
  world.ask(bob, { type: "nick", nick: "rob" });
  for (const nick of ["bob", "BOB", "b0b"]) assert(world.outcome(eve, { type: "nick", nick }).startsWith("nick-"));
  for (const name of ["ann", "bob", "rob"]) {
    assertEquals(texts(world.ask(eve, { type: "history", with: name })), []);
    assertEquals(world.outcome(eve, { type: "erase", with: name }), "ok");
  }
  assertEquals(texts(world.ask(ann, { type: "history", with: "rob" })), ["between us"]);
  assertEquals(world.outcome(bob, { type: "erase", with: "ann" }), "ok");
  assertEquals(texts(world.ask(ann, { type: "history", with: "bob" })), ["rob erased what was written before"]);
});

Deno.test("a group's words are its members': others, and those who have left, can neither read nor erase nor mark them", () => {
  const world = new World();
  const [ann = 0, bob = 0, kim = 0, eve = 0] = ["ann", "bob", "kim", "eve"].map((nick) => world.register(nick));
  world.ask(ann, { type: "group", group: "groupX", members: ["bob", "kim"] });
  world.ask(ann, { type: "tell", group: "groupX", text: "to all of us" });
  world.ask(kim, { type: "ungroup", group: "groupX" });
  const acts: Command[] = [
    { type: "history", with: "groupX" },
    { type: "erase", with: "groupX" },
    { type: "read", with: "groupX", seq: 1 },
    { type: "read", with: "groupX" },
    { type: "tell", group: "groupX", text: "me too" },
    { type: "ungroup", group: "groupX" },
  ];
  for (const one of [eve, kim]) {
    const codes = acts.map((command) => world.outcome(one, command));
    assertEquals(codes, [...Array(4).fill("no-such-user"), "not-in-group", "not-in-group"]);
  }
  assertEquals(texts(world.ask(bob, { type: "history", with: "groupX" })), ["to all of us"]);
  // It is so after a restart too.
  const rooms = [...world.store.records.values()].map((record) => ({ record, first: 1, head: 1 }));
  const after = new World({ boot: "c", kept: [...world.store.kept.values()], rooms });
  for (const [id, entries] of world.store.entries) after.store.entries.set(id, entries);
  const again = ["bob", "kim"].map((nick) => {
    const link = after.connect();
    after.ask(link, { type: "hello", nick, password: passwordOf(nick) });
    return texts(after.ask(link, { type: "history", with: "groupX" }));
  });
  assertEquals(again, [["to all of us"], []]);
});

Deno.test("a nick that an account bears is kept for it within its grace, against newcomers from the same address too", () => {
  const world = new World();
  world.ask(world.register("ann"), { type: "quit" });
  const ann = world.login("ann");
  world.ask(ann, { type: "nick", nick: "zed" });
  world.ask(ann, { type: "join", room: "tea", create: true });
  world.drop(ann);
  for (const nick of ["zed", "ZED", "ᴢed"]) {
    const refused = world.hear(world.enter(nick))[0]?.event;
    assertEquals(refused?.type === "error" && [refused.code, (refused.wait ?? 0) > 0], ["nick-taken", true], nick);
  }
  const back = world.login("ann");
  const welcome = world.hear(back)[0]?.event;
  assertEquals(welcome?.type === "welcome" && [welcome.nick, welcome.rooms], ["zed", ["tea"]]);
});

Deno.test("who has gone before the end of the account is stored leaves nothing of it, nor does who bears it meanwhile", () => {
  for (const back of [false, true]) {
    const world = new World({ graceMs: 0 });
    const [ann, bob, kim] = [world.register("ann"), world.register("bob"), world.register("kim")];
    const { resume } = welcomeOf(world.hear(world.login("kim")).map(({ event }) => event));
    for (const open of world.open) if (open !== ann && open !== bob && open !== kim) world.drop(open);
    world.ask(ann, { type: "group", group: "groupX", members: ["bob", "kim"] });
    world.say(kim, { type: "unregister", password: passwordOf("kim") });
    world.drop(kim);
    const again = back ? world.enter("kim", { resume }) : undefined;
    world.finish();
    if (again !== undefined) assertEquals(world.open.has(again), false, "who bore it goes");
    const [groups] = world.ask(ann, { type: "groups" });
    assertEquals(groups?.type === "groups" && groups.groups[0]?.members.toSorted(), ["ann", "bob"]);
    assertEquals(world.outcome(bob, { type: "tell", to: ["kim"], text: "x" }), "no-such-user");
    assertEquals(world.hear(world.enter("kim"))[0]?.event.type, "welcome", "the name is anybody's");
  }
});

Deno.test("who gave the old password while another one was set is not let in by it", () => {
  const world = new World();
  const ann = world.register("ann");
  const thief = world.connect();
  world.say(thief, { type: "hello", nick: "ann", password: passwordOf("ann") });
  // The thief's password is looked at for so long that the change is over first.
  world.say(ann, { type: "passwd", old: passwordOf("ann"), password: "another password" });
  world.stepRead(1);
  world.stepRead(1);
  world.commit(1);
  assertEquals(world.hear(ann).at(-1)?.event.type, "ok");
  world.finish();
  const [answer] = world.hear(thief);
  assertEquals(answer?.event.type === "error" && answer.event.code, "busy");
  assertEquals(world.outcome(thief, { type: "hello", nick: "ann", password: passwordOf("ann") }), "bad-password");
});

Deno.test("of two connections that set another password at once one is told yes", () => {
  const world = new World();
  const connections = [world.register("ann"), world.login("ann")];
  for (const each of connections) world.hear(each);
  for (const each of connections) {
    world.say(each, { type: "passwd", old: passwordOf("ann"), password: `password ${each}` });
  }
  world.finish();
  const answers = connections.map((each) => world.hear(each).at(-1)?.event);
  assertEquals(answers.map((answer) => answer?.type === "error" ? answer.code : answer?.type).toSorted(), [
    "busy",
    "ok",
  ]);
});
