// An invite as a line to paste: written, read, and what is no such line.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseRoom } from "../../lib/chat/names.ts";
import { formatLink, type InviteLink, parseLink } from "../../lib/client/invite_link.ts";
import { room } from "../support/arbitraries.ts";
import { LOBBY, Story, WELCOME } from "./story.ts";

const here = { host: "localhost", port: 7667 };

Deno.test.each<[string, InviteLink | undefined]>([
  ["parley://localhost/tea?invite=x", { address: here, room: "tea", invite: "x" }],
  ["parley://localhost/tea", { address: here, room: "tea", invite: undefined }],
  ["parley://localhost/tea/?invite=x", { address: here, room: "tea", invite: "x" }],
  ["  <PARLEY://localhost:9000/r%C3%A4ume?invite=a%2Fb>  ", {
    address: { host: "localhost", port: 9_000 },
    room: "räume",
    invite: "a/b",
  }],
  ["parley://[::1]:7000/tea?x=1&invite=x", { address: { host: "::1", port: 7_000 }, room: "tea", invite: "x" }],
  ["parley://::1/tea", { address: { host: "::1", port: 7_667 }, room: "tea", invite: undefined }],
  ["parley://localhost", undefined],
  ["parley://localhost/", undefined],
  ["parley:///tea", undefined],
  ["parley://localhost:99999/tea", undefined],
  ["parley://localhost/a%20b", undefined],
  ["parley://localhost/%zz", undefined],
  ["parley://localhost/tea/pot", undefined],
  ["https://localhost/tea", undefined],
  ["", undefined],
])("parseLink(%j)", (text, link) => assertEquals(parseLink(text), link));

Deno.test("parseLink() gives back what formatLink() wrote", () => {
  const links = fc.record({
    address: fc.record({
      host: fc.constantFrom("localhost", "::1", "chat.example", "192.0.2.1"),
      port: fc.integer({ min: 1, max: 65_535 }),
    }),
    room: room.filter((name) => parseRoom(name) !== undefined),
    invite: fc.option(fc.string({ minLength: 1, unit: "grapheme" }), { nil: undefined }),
  });
  fc.assert(fc.property(links, (link) => assertEquals(parseLink(formatLink(link)), link)));
});

Deno.test("/join takes a link to a room of this server", () => {
  Story.inLobby().type("/join parley://LOCALHOST/tea?invite=x").assertSent({ type: "join", room: "tea", invite: "x" });
  Story.inLobby().type("/join parley://localhost").assertPrinted(
    "? That link leads nowhere: it is written parley://HOST/ROOM?invite=CODE",
  );
});

for (const command of ["/join", "/connect"]) {
  Deno.test(`${command} takes a link to another server, and goes into the room there`, () => {
    const story = Story.inLobby().type(`${command} parley://chat.example:9000/tea?invite=x`);
    story.assertSent({ type: "quit" });
    const address = { host: "chat.example", port: 9_000 };
    assertEquals(story.others(), [{ type: "hang-up" }, { type: "dial", address }]);
    story.act({ type: "linked" }).answer(WELCOME);
    assertEquals(story.sent().at(-1), { type: "join", room: "tea", invite: "x" });
  });
}

Deno.test("a link answers the question for the server, and in no room it enters; in a room it is something to say", () => {
  const story = new Story({ host: undefined }).act({ type: "started" });
  story.type("parley://chat.example/tea?invite=x").act({ type: "linked" }).answer(WELCOME);
  assertEquals(story.sent().at(-1), { type: "join", room: "tea", invite: "x" });
  story.forget();
  story.type("parley://chat.example/den").assertSent({ type: "join", room: "den" });
  story.answer({ ...LOBBY, room: "den" }).type("parley://chat.example/tea?invite=x");
  assertEquals(story.sent().at(-1), { type: "say", room: "den", text: "parley://chat.example/tea?invite=x" });
});

Deno.test("a room and its invite may be given at the start", () => {
  const story = new Story({ setup: { room: "den", invite: "x" } });
  story.act({ type: "started" }).act({ type: "linked" }).answer(WELCOME);
  assertEquals(story.sent().at(-1), { type: "join", room: "den", invite: "x" });
});
