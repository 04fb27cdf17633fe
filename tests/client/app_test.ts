// The loop with everything but the network and the terminal: what is typed reaches the server, what comes is shown.
import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { App } from "../../lib/client/app.ts";
import type { Ui } from "../../lib/client/ui.ts";
import { PlainUi } from "../../lib/client/line/plain_ui.ts";
import { event, hostileText } from "../support/arbitraries.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { HandServer, HandSource, settled } from "./shell.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

const { type: _w, ...welcome } = WELCOME;
const { type: _j, ...joined } = LOBBY;

Deno.test("a pipe says its lines, hears its answers, and ends with 0 and no timer left", async () => {
  const [server, clock, input] = [new HandServer(), new FakeClock(), new HandSource()];
  let output = "";
  const sink = {
    write(bytes: Uint8Array) {
      output += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
  };
  const app = new App({
    ui: new PlainUi({ input, output: sink, errors: sink }),
    clock,
    connect: () => Promise.resolve(server),
    files: { save: () => Promise.resolve(undefined) },
    chance: () => 0,
  }, {
    nick: "alice",
    address: { host: "h", port: 1 },
    setup: { person: false, listen: false, room: undefined, uid: undefined, agent: "test/1", refPrefix: "p-" },
  });
  const run = app.run();
  input.give("hi\nthere\n");
  input.give(null);
  const hello = await server.take();
  server.say({ op: "welcome", ref: hello.ref, ...welcome });
  const join = await server.take();
  assertEquals([join.op, join.room], ["join", "lobby"]);
  server.say({ op: "joined", ref: join.ref, ...joined });
  for (const seq of [1, 2]) {
    const say = await server.take();
    server.say({ op: "said", ref: say.ref, room: "lobby", seq, at: NOON });
  }
  assertEquals(await server.take(), { op: "quit" });
  server.say({ op: "bye", code: "quit" });
  assertEquals(await run, { code: 0, problem: undefined });
  await settled();
  assertEquals(clock.pending, 0);
  assertEquals(output.split("\n").slice(-3), ["12:00 > alice: hi", "12:00 > alice: there", ""]);
});

Deno.test("a fault of our own ends with 1 and one line, after the user interface was closed", async () => {
  let closed = false;
  const ui: Ui = {
    start: () => {},
    print: () => {
      throw new TypeError("Cannot print");
    },
    endLine: () => {},
    surround: () => {},
    clear: () => {},
    poll: () => {},
    caughtUp: () => Promise.resolve(),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
  const clock = new FakeClock();
  const connect = () => Promise.resolve(new HandServer());
  const files = { save: () => Promise.resolve(undefined) };
  const setup = { person: true, listen: false, room: undefined, uid: undefined, agent: "test/1", refPrefix: "p-" };
  const app = new App({ ui, clock, connect, files, chance: () => 0 }, { nick: undefined, address: undefined, setup });
  const run = app.run();
  app.dispatch({ type: "line", text: "no nick" });
  const { code, problem } = await run;
  assertEquals([code, closed], [1, true]);
  assertStringIncludes(problem ?? "", "TypeError: Cannot print");
});

Deno.test("whatever a server sends and a person types, the update takes it", () => {
  const happenings = fc.array(
    fc.oneof(
      event.map((each) => (story: Story) => story.hear(each)),
      event.map((each) => (story: Story) => story.answer(each)),
      hostileText.map((text) => (story: Story) => story.type(text)),
      fc.constant((story: Story) => story.lose()),
      fc.nat(40_000).map((ms) => (story: Story) => story.pass(ms)),
      fc.constant((story: Story) => story.act({ type: "linked" })),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(happenings, fc.boolean(), (all, person) => {
      const story = Story.inLobby({ person });
      for (const happen of all) happen(story);
    }),
    { numRuns: 300 },
  );
});
