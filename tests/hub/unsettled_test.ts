// What is on its way to the store: nothing that rests on it is acknowledged before, and nobody is told no meanwhile.
import { assertEquals } from "@std/assert";
import { passwordOf, World } from "../support/hub_world.ts";

Deno.test("register is acknowledged when the rooms that the guest owned are stored as its account's", () => {
  const world = new World();
  const ann = world.enter("ann");
  world.finish();
  world.ask(ann, { type: "create", room: "den" });
  world.hear(ann);
  world.say(ann, { type: "register", password: passwordOf("ann") });
  world.stepRead(0);
  world.commit(1); // the account
  const types = () => world.hear(ann).map(({ event }) => event.type);
  assertEquals(types(), []);
  assertEquals([...world.store.records.values()].map(({ owner }) => owner.split(":")[0]), ["session"]);
  world.finish();
  assertEquals(types().filter((type) => type === "ok"), ["ok"]);
  assertEquals([...world.store.records.values()].map(({ owner }) => owner.split(":")[0]), ["account"]);
});

Deno.test("who was let in by an invite may come again at once", () => {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  world.ask(ann, { type: "create", room: "den", private: true });
  world.ask(ann, { type: "set", room: "den", invite: true });
  const invite = world.ask(ann, { type: "invite", room: "den", uses: 1 }).find(({ type }) => type === "invite");
  const code = invite?.type === "invite" ? invite.code : "";
  world.hear(bob);
  world.say(bob, { type: "join", room: "den", invite: code });
  world.stepRead(0); // the page; that the invite is used, and by whom, is not stored yet
  world.say(bob, { type: "leave" });
  world.say(bob, { type: "join", room: "den" });
  world.stepRead(0);
  assertEquals(world.hear(bob).map(({ event }) => event.type), ["joined", "left", "joined"]);
});

Deno.test("who logs in is told their name before anything that is for it, though what they had is not stored yet", () => {
  for (const present of [true, false]) {
    const world = new World();
    const ann = world.register("ann");
    if (!present) world.ask(ann, { type: "quit" });
    const [bob, eve] = [world.register("bob"), world.enter("eve")];
    world.ask(eve, { type: "create", room: "den" });
    world.ask(eve, { type: "say", text: "mine" });
    world.ask(eve, { type: "leave" });
    world.hear(eve);
    world.say(eve, { type: "login", nick: "ann", password: passwordOf("ann") });
    world.stepRead(0);
    world.say(bob, { type: "tell", to: ["ann"], text: "psst" });
    world.finish();
    const heard = world.hear(eve).map(({ event }) => event);
    const named = heard.findIndex((event) => "to" in event && event.type === "person" && event.to === "ann");
    const told = heard.findIndex(({ type }) => type === "direct");
    assertEquals([named >= 0, named < told], [true, true], JSON.stringify(heard));
  }
});

Deno.test("delete is acknowledged when the room's removal is stored, and said not to be where it can't be", () => {
  for (const well of [true, false]) {
    const world = new World();
    const ann = world.enter("ann");
    world.finish();
    world.ask(ann, { type: "create", room: "den" });
    world.ask(ann, { type: "say", text: "hi" });
    world.say(ann, { type: "delete", room: "den" });
    assertEquals(world.hear(ann).map(({ event }) => event.type), ["left"]);
    world.commit(9, well);
    const [answer] = world.hear(ann).map(({ event }) => event);
    assertEquals(answer?.type === "error" ? answer.code : answer?.type, well ? "ok" : "storage");
  }
});
