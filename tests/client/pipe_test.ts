// Without a terminal: join, send all, wait for every answer, quit.
import { assertEquals } from "@std/assert";
import { mayTakeLine } from "../../lib/client/update.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

function piped(more: { listen?: boolean; room?: string; invite?: string } = {}): Story {
  const story = new Story({ setup: { person: false, ...more } });
  story.act({ type: "started" }).act({ type: "linked" }).answer(WELCOME);
  return story;
}

Deno.test("joins lobby by default, sends, waits for said, quits with 0", () => {
  const story = piped();
  assertEquals(mayTakeLine(story.model), false);
  assertEquals(story.sent().at(-1), { type: "join", room: "lobby", create: true, last: 0 });
  story.answer(LOBBY);
  assertEquals(mayTakeLine(story.model), true);
  story.type("hi").act({ type: "input-ended" }).assertSent({ type: "say", room: "lobby", text: "hi" });
  story.answer({ type: "said", room: "lobby", seq: 1, at: NOON }).assertSent({ type: "quit" });
  story.hear({ type: "bye", code: "quit" }).assertQuit(0);
});

Deno.test("with an invite nothing is made: what is to be said is for no new room that is everybody's", () => {
  const story = piped({ room: "den", invite: "code" });
  assertEquals(story.sent().at(-1), { type: "join", room: "den", invite: "code", last: 0 });
});

Deno.test("ends with 1 where a line was refused", () => {
  const story = piped();
  story.answer(LOBBY).type("hi").act({ type: "input-ended" });
  story.answer({ type: "error", code: "muted", text: "You are muted" });
  story.hear({ type: "bye", code: "quit" }).assertQuit(1);
});

Deno.test("ends with 1 where the room can't be entered", () => {
  const story = piped({ room: "full" });
  story.answer({ type: "error", code: "room-full", text: "The room is full" }).assertQuit(1);
});

Deno.test("--listen stays after the end of input", () => {
  const story = piped({ listen: true });
  story.answer(LOBBY).act({ type: "input-ended" });
  assertEquals(story.model.phase.type, "online");
});

Deno.test("name: text is text for the room; @name: text still goes to one person", () => {
  const story = piped();
  story.answer(LOBBY);
  story.forget();
  story.type("bob: hi", "12:30 x", "@bob: psst").assertSent(
    { type: "say", room: "lobby", text: "bob: hi" },
    { type: "say", room: "lobby", text: "12:30 x" },
    { type: "tell", to: ["bob"], text: "psst" },
  );
});

Deno.test("gives up after about a minute without its server", () => {
  const story = piped();
  story.answer(LOBBY).type("hi").lose();
  for (let attempt = 1; attempt < 10; attempt++) story.pass(30_000).lose();
  story.assertQuit(4);
});

Deno.test("ends with 1 when it is thrown out", () => {
  piped().answer(LOBBY).hear({ type: "bye", code: "kicked" }).assertQuit(1);
});
