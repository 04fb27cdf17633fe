// Accounts as a person meets them: passwords are asked for and seen by nobody, and nothing goes out without a yes.
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Setup } from "../../lib/client/model.ts";
import { isMasked, promptOf } from "../../lib/client/prompt.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

const moment = { at: NOON, mono: 0 };
const SECRET = "correct horse";
const OK = { type: "ok", nick: "alice", resume: "NEW" } as const;

function prompt(story: Story): string {
  return promptOf(story.model, moment);
}

/** At the door of a server on another machine, unless `host` says otherwise. */
function atDoor(setup: Partial<Setup> = {}, host = "localhost"): Story {
  const story = new Story({ setup: { room: "lobby", ...setup }, host });
  story.act({ type: "started" }).act({ type: "linked" });
  story.forget();
  return story;
}

const REGISTERED = { type: "error", code: "nick-registered", text: "The nick alice is registered" } as const;
const WRONG = { type: "error", code: "bad-password", text: "The name or the password is wrong" } as const;

Deno.test("/register asks twice, unseen, and the nick is one's own", () => {
  const story = Story.inLobby().type("/register").assertSent();
  assertEquals([prompt(story), isMasked(story.model)], ["New password for alice: ", true]);
  story.type("short").assertPrinted("? A password has 8 characters or more: choose a longer one");
  story.type(SECRET, "another one").assertPrinted("? The two were not the same: once more");
  story.type(SECRET);
  assertEquals(prompt(story), "The same again: ");
  story.type(SECRET).assertSent({ type: "register", password: SECRET });
  assertEquals([story.model.question, isMasked(story.model)], [undefined, false]);
  story.answer(OK).assertPrinted(
    "- alice is yours now: nobody else can bear the name. Elsewhere you log in with your password",
  );
  assertEquals([story.model.session?.account, story.model.session?.resume], ["alice", "NEW"]);
  story.type("/register").assertPrinted("? You are logged in as alice already. /passwd changes its password");
});

Deno.test("no password stays in the state once it was sent", () => {
  const story = Story.inLobby().type("/register", SECRET, SECRET);
  story.answer({ type: "error", code: "busy", text: "Try again in a moment" });
  story.type(SECRET, SECRET).answer(OK).type("/passwd", SECRET, "battery staple", "battery staple").answer(OK);
  story.type("/logout").answer({ ...OK, nick: "guest1" }).type(`/login @alice ${SECRET}`);
  assertEquals(
    JSON.stringify(story.model, (_, value) => value instanceof Map ? [...value] : value).includes(SECRET),
    false,
  );
});

Deno.test("/register PASSWORD sends what follows, blanks and all; a slip before the slash says nothing to the room", () => {
  Story.inLobby().type(`/register ${SECRET}`).assertSent({ type: "register", password: SECRET });
  Story.inLobby().type(` /register ${SECRET}`).assertSent({ type: "register", password: SECRET });
});

Deno.test("/login asks for the account, then its password; a wrong one is asked for again", () => {
  const story = Story.inLobby().type("/login");
  assertEquals([prompt(story), isMasked(story.model)], ["Account (Enter: alice): ", false]);
  story.type("Ally");
  assertEquals([prompt(story), isMasked(story.model)], ["Password of Ally: ", true]);
  story.type(SECRET).assertSent({ type: "login", nick: "Ally", password: SECRET });
  story.answer(WRONG).assertPrinted("? The name or the password is wrong");
  assertEquals(prompt(story), "Password of Ally: ");
  story.type("").assertPrinted("- Nothing was changed");
  assertEquals(story.model.question, undefined);
  story.type(`/login @Ally ${SECRET}`).assertSent({ type: "login", nick: "Ally", password: SECRET });
  story.answer({ ...OK, nick: "Ally" }).assertPrinted("- You are logged in as Ally");
  assertEquals(story.model.nick, "Ally");
  assertEquals([...story.model.rooms.get("lobby")?.members.keys() ?? []].sort(), ["ally", "bob"]);
});

Deno.test("a login that leaves the room comes back into it, without a menu between", () => {
  const story = Story.inLobby().type(`/login ${SECRET}`);
  const ref = story.lastRef();
  story.forget();
  story.hear({ type: "left", room: "lobby" }).hear(OK, ref).assertPrinted("- You are logged in as alice");
  story.assertSent({ type: "join", room: "lobby" }, { type: "groups" });
});

Deno.test("/logout ends in no room, under another name", () => {
  const story = Story.inLobby().type("/logout").assertSent({ type: "logout" });
  const ref = story.lastRef();
  story.hear({ type: "left", room: "lobby" }).hear({ ...OK, nick: "guest1" }, ref);
  story.assertPrinted("- You are logged out, and a guest called guest1").assertSent({ type: "rooms" });
  assertEquals([story.model.nick, story.model.session?.account], ["guest1", undefined]);
});

Deno.test("/passwd asks for the present password and twice for the new one", () => {
  const story = Story.inLobby().type("/passwd");
  const prompts = ["old one!", "battery staple", "battery staple"].map((line) => [prompt(story), story.type(line)][0]);
  assertEquals(prompts, ["Present password: ", "New password: ", "The same again: "]);
  story.assertSent({ type: "passwd", old: "old one!", password: "battery staple" });
});

Deno.test("/unregister asks for the password once more, and leaves a guest", () => {
  const story = Story.inLobby().type("/unregister");
  story.assertPrinted("? You have no account here, or are not logged in: /login");
  story.type(`/register ${SECRET}`).answer(OK).type("/unregister", SECRET);
  assertEquals(story.sent().at(-1), { type: "unregister", password: SECRET });
  story.answer(OK);
  assertEquals(story.model.session?.account, undefined);
});

Deno.test("a registered nick asks for its password on the spot, or for another nick", () => {
  const story = atDoor().answer(REGISTERED);
  story.assertPrinted("? The nick alice is registered. Enter alone takes another nick");
  assertEquals([prompt(story), isMasked(story.model)], ["Password of alice: ", true]);
  story.type("wrong one").answer(WRONG);
  assertEquals(prompt(story), "Password of alice: ");
  story.forget();
  story.type(SECRET).assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1", password: SECRET });
  story.answer({ ...WELCOME, account: "alice" });
  assertEquals([story.model.phase.type, story.model.session?.account], ["online", "alice"]);
  const other = atDoor().answer(REGISTERED).type("", "ally");
  assertEquals(other.sent(), [{ type: "hello", v: 1, nick: "ally", agent: "test/1" }]);
});

Deno.test("a server that hangs up while one types the password is dialled anew, and told it then", () => {
  const story = atDoor().answer(REGISTERED).lose();
  assertEquals(prompt(story), "Password of alice: ");
  story.forget();
  story.type(SECRET);
  assertEquals(story.others().map(({ type }) => type), ["dial"]);
  story.act({ type: "linked" });
  assertEquals(story.sent().at(-1), { type: "hello", v: 1, nick: "alice", agent: "test/1", password: SECRET });
});

Deno.test("a server that says why it hangs up while one types the password changes nothing", () => {
  const story = atDoor().answer(REGISTERED).hear({ type: "bye", code: "idle" });
  assertEquals(prompt(story), "Password of alice: ");
  story.others();
  story.type(SECRET);
  assertEquals(story.others().map(({ type }) => type), ["dial"]);
});

Deno.test("a password goes to another machine in the clear only after a yes, once per connection", () => {
  const story = atDoor({}, "chat.example").answer(WELCOME).answer(LOBBY);
  story.forget();
  story.type("/register").assertPrinted(
    "- The connection to chat.example is not encrypted: whoever is on the way can read it. " +
      "Send a password all the same?",
  );
  assertEquals([prompt(story), isMasked(story.model)], ["Yes or no: ", false]);
  story.type("perhaps").assertPrinted("? Type yes or no").type("no").assertPrinted("- Not done");
  story.type(`/register ${SECRET}`).assertSent().type("yes").assertSent({ type: "register", password: SECRET });
  story.answer(OK).type(`/unregister ${SECRET}`).assertSent({ type: "unregister", password: SECRET });
  story.answer(OK).lose();
  story.act({ type: "tick" }).pass(60_000).act({ type: "linked" }).answer(WELCOME);
  story.forget();
  story.type(`/register ${SECRET}`).assertSent();
  assertEquals(prompt(story), "Yes or no: ");
});

Deno.test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["::1", true],
  ["chat.localhost", true],
  ["192.168.1.20", false],
  ["localhost.example.org", false],
  ["127.0.0.1.example.org", false],
])("a password to %s goes without a question: %s", (host, free) => {
  const story = atDoor({}, host).answer(WELCOME).answer(LOBBY).type(`/register ${SECRET}`);
  assertEquals(story.sent().some(({ type }) => type === "register"), free);
});

Deno.test("at the door too a no means another nick, and --insecure asks nothing", () => {
  const story = atDoor({}, "chat.example").answer(REGISTERED);
  assertEquals(prompt(story), "Yes or no: ");
  story.type("no");
  assertEquals(story.model.question, "nick");
  const open = atDoor({ insecure: true }, "chat.example").answer(REGISTERED);
  assertEquals(prompt(open), "Password of alice: ");
});

Deno.test("no secret of one server goes to another", () => {
  // A password that was typed for one that cannot be reached any more.
  const typed = atDoor().answer(REGISTERED).lose().type(SECRET).lose();
  typed.forget();
  typed.type("other.example").act({ type: "linked" });
  typed.assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1" });
  // That of --password-file, and the token of the session.
  for (const line of ["/connect other.example", "/join parley://other.example/tea"]) {
    const story = atDoor({ password: SECRET, insecure: true }).answer({ ...WELCOME, account: "alice" }).answer(LOBBY);
    story.type(line).forget();
    story.act({ type: "linked" }).assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1" });
    story.answer(REGISTERED).assertSent();
    assertEquals(prompt(story), "Password of alice: ");
  }
  const refused = atDoor({ password: SECRET }).answer({ ...WELCOME, account: "alice" }).answer(LOBBY).lose();
  refused.pass(60_000).act({ type: "linked" }).answer({ type: "error", code: "server-full", text: "full" });
  refused.forget();
  refused.type("other.example").act({ type: "linked" });
  refused.assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1" });
  refused.answer(WELCOME).assertSent({ type: "join", room: "lobby" });
});

Deno.test("a login that became void says so calmly, and asks", () => {
  const story = atDoor().answer({ ...WELCOME, account: "alice" }).answer(LOBBY).lose();
  story.forget();
  story.pass(60_000).act({ type: "linked" });
  assertEquals(story.sent().at(-1), { type: "hello", v: 1, nick: "alice", agent: "test/1", resume: "TOKEN" });
  story.answer(REGISTERED).assertPrinted(
    "- Your login as alice has ended, or its password was changed: give it again. Enter alone takes another nick",
  );
  story.type(SECRET).answer({ ...WELCOME, account: "alice" });
  assertEquals(story.sent().filter(({ type }) => type === "join"), [{ type: "join", room: "lobby", after: 0 }]);
});

Deno.test("an account that is gone is told, and one goes on as a guest", () => {
  const story = atDoor().answer({ ...WELCOME, account: "alice" }).answer(LOBBY).lose();
  story.forget();
  story.pass(60_000).act({ type: "linked" }).answer(WELCOME);
  assertStringIncludes(story.printed().join("\n"), "You are not logged in as alice any more: you go on as a guest");
});

Deno.test("a resumed session keeps its account without a question", () => {
  const story = atDoor().answer({ ...WELCOME, account: "alice" }).answer(LOBBY).lose();
  story.pass(60_000).act({ type: "linked" }).answer({ ...WELCOME, resumed: true, account: "alice" });
  assertEquals([story.model.question, story.model.session?.account], [undefined, "alice"]);
});

Deno.test("where an account is needed a newcomer is led through registering, then goes where it wanted to", () => {
  const story = atDoor().answer({ ...WELCOME, mustLogin: true }).assertSent();
  story.assertPrinted(
    "Connected to localhost as alice",
    "- This server is for people with an account, and alice is not registered yet",
    "- Choose a password, and alice is yours. Enter alone takes another name",
  );
  story.type("", "");
  assertEquals(prompt(story), "New password for alice: ");
  story.type(SECRET, SECRET).assertSent({ type: "register", password: SECRET });
  story.answer(OK).assertSent({ type: "join", room: "lobby" }, { type: "groups" });
});

Deno.test("where an account is needed the config file's USERID is offered as its name", () => {
  const story = atDoor({ uid: "u7" }).answer({ ...WELCOME, mustLogin: true });
  assertEquals(prompt(story), "Account (Enter: u7): ");
  story.type("");
  assertEquals(story.others().map(({ type }) => type), ["hang-up", "dial"]);
  story.act({ type: "linked" });
  assertEquals(story.sent().at(-1), { type: "hello", v: 1, nick: "u7", agent: "test/1", uid: "u7" });
  story.answer({ ...WELCOME, nick: "u7", mustLogin: true });
  assertEquals(prompt(story), "New password for u7: ");
  // One that can be no name is not offered.
  assertEquals(prompt(atDoor({ uid: "a@b c" }).answer({ ...WELCOME, mustLogin: true })), "New password for alice: ");
});

Deno.test("where nobody can be asked: the password of --password-file, else the end with a sentence", () => {
  const pipe = { person: false };
  const without = atDoor(pipe).answer(REGISTERED);
  without.assertQuit(3);
  const story = atDoor({ ...pipe, password: SECRET }).answer(REGISTERED);
  story.assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1", password: SECRET });
  story.answer(WRONG).assertQuit(3);
  atDoor({ ...pipe, password: SECRET }, "chat.example").answer(REGISTERED).assertSent().assertQuit(3);
  atDoor({ ...pipe, password: SECRET, insecure: true }, "chat.example").answer(REGISTERED)
    .assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1", password: SECRET });
  const line = Story.inLobby(pipe).type("/register");
  line.assertPrinted("? Nobody can be asked for a password here: give it by --password-file FILE").assertSent();
  Story.inLobby({ ...pipe, password: SECRET }).type("/register").assertSent({ type: "register", password: SECRET });
  atDoor(pipe).answer({ ...WELCOME, mustLogin: true }).assertQuit(3);
});
