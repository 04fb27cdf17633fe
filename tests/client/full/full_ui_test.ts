// The shell of the full screen: the whole loop with a terminal and a server that are written by hand.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { App } from "../../../lib/client/app.ts";
import { FullUi } from "../../../lib/client/full/full_ui.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../lib/client/full/settings.ts";
import { LEAVE_CODES } from "../../../lib/tui/modes.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { HandServer, settled } from "../shell.ts";
import { LOBBY, WELCOME } from "../story.ts";
import { StageTerminal } from "./stage_terminal.ts";

const { type: _w, ...welcome } = WELCOME;
const { type: _j, ...joined } = LOBBY;

function start() {
  const [server, clock, terminal] = [new HandServer(), new FakeClock(), new StageTerminal()];
  const saved: Settings[] = [];
  const ui = new FullUi({
    terminal,
    clock,
    settings: DEFAULT_SETTINGS,
    mouse: true,
    emoji: () => Promise.resolve([]),
    save: (each) => void saved.push(each),
  });
  const app = new App({
    ui,
    clock,
    connect: () => Promise.resolve(server),
    files: { save: () => Promise.resolve(undefined) },
    chance: () => 0,
  }, {
    nick: "alice",
    address: { host: "h", port: 7667 },
    setup: { person: true, listen: false, full: true, room: "lobby", uid: undefined, agent: "test/1", refPrefix: "f-" },
  });
  return { server, clock, terminal, saved, app };
}

async function inLobby() {
  const all = start();
  const { server, clock, terminal } = all;
  const run = all.app.run();
  // The terminal tells at once what it is, so that nothing waits for it.
  terminal.keys.give("\x1b[?62c");
  server.say({ op: "welcome", ref: (await server.take()).ref, ...welcome });
  const join = await server.take();
  server.say({ op: "joined", ref: join.ref, ...joined });
  await settled();
  await clock.advance(100);
  return { ...all, run };
}

/** The next command of this kind; the screen asks for something by itself, too. */
async function heard(server: HandServer, op: string): Promise<Record<string, unknown>> {
  for (;;) {
    const command = await server.take();
    if (command.op === op) return command;
  }
}

Deno.test("keys reach the server, what it says is drawn, and the terminal is as it was afterwards", async () => {
  const { server, clock, terminal, saved, run } = await inLobby();
  assert(terminal.raw && terminal.written.includes("\x1b[?1049h"));
  assertStringIncludes(terminal.written, "You are in");
  assertEquals(saved.at(-1)?.nick, "alice");
  terminal.keys.give("hi\r");
  const say = await heard(server, "say");
  assertEquals([say.op, say.text], ["say", "hi"]);
  server.say({ op: "said", ref: say.ref, room: "lobby", seq: 1, at: clock.now().at });
  terminal.keys.give("/quit\r");
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  assertEquals(await run, { code: 0, problem: undefined });
  assert(terminal.written.endsWith(LEAVE_CODES) && !terminal.raw);
  assertEquals(clock.pending, 0);
  terminal.keys.give(null);
  await settled();
});

Deno.test("a signal to end gives the terminal back before anything else", async () => {
  const { server, terminal, run } = await inLobby();
  terminal.calls.get("terminated")?.();
  assert(terminal.written.endsWith(LEAVE_CODES) && !terminal.raw);
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  assertEquals((await run).code, 0);
  terminal.keys.give(null);
  await settled();
});

Deno.test("a terminal that has gone ends the client", async () => {
  const { server, terminal, run } = await inLobby();
  terminal.keys.give(null);
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  assertEquals((await run).code, 0);
});

Deno.test("a fault of our own gives the terminal back and says one line", async () => {
  const { app, terminal, run } = await inLobby();
  app.fail(new TypeError("Cannot"));
  assertEquals((await run).code, 1);
  assert(terminal.written.endsWith(LEAVE_CODES));
  terminal.keys.give(null);
  await settled();
});

Deno.test("Ctrl-Z gives the terminal back and stops; afterwards all is drawn anew", async () => {
  const { server, terminal, run } = await inLobby();
  terminal.keys.give("\x1a");
  await settled();
  assertEquals(terminal.stops, 1);
  assert(terminal.written.endsWith(LEAVE_CODES) && !terminal.raw);
  terminal.calls.get("continued")?.();
  await settled();
  assert(terminal.raw);
  assertStringIncludes(terminal.written.slice(terminal.written.lastIndexOf(LEAVE_CODES)), "You are in");
  terminal.calls.get("terminated")?.();
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  await run;
  terminal.keys.give(null);
  await settled();
});

Deno.test("a fault while a key is taken is reported, and is not taken for the end of the terminal", async () => {
  const { server, clock, terminal, run } = await inLobby();
  const faults: unknown[] = [];
  const note = (event: ErrorEvent) => {
    event.preventDefault();
    faults.push(event.error);
  };
  globalThis.addEventListener("error", note);
  const { now } = clock;
  // Drawing asks for the time.
  clock.now = () => {
    throw new TypeError("Cannot tell the time");
  };
  terminal.calls.get("resized")?.();
  clock.now = now;
  globalThis.removeEventListener("error", note);
  assertEquals(faults.length, 1);
  terminal.calls.get("terminated")?.();
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  assertEquals((await run).code, 0);
  terminal.keys.give(null);
  await settled();
});

Deno.test("/set colours holds against what the terminal tells, at once and from the next start", async () => {
  const { server, terminal, saved, run } = await inLobby();
  terminal.written = "";
  terminal.keys.give("/set colours 16\r");
  await settled();
  assertStringIncludes(terminal.written, "colours: 16");
  // deno-lint-ignore no-control-regex -- colours are what is looked for
  assert(!/\x1b\[(?:\d+;)*[34]8;[25];/.test(terminal.written));
  assertEquals(saved.at(-1)?.own.colours, "16");
  terminal.calls.get("terminated")?.();
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  await run;
  terminal.keys.give(null);
  await settled();
});

Deno.test("in the bare view the clicks are the terminal's, so that it can mark and copy", async () => {
  const { server, terminal, run } = await inLobby();
  assertStringIncludes(terminal.written, "\x1b[?1000h\x1b[?1006h");
  terminal.written = "";
  terminal.keys.give("\x1bl");
  await settled();
  assertStringIncludes(terminal.written, "\x1b[?1000l\x1b[?1006l");
  terminal.keys.give("\x1bl");
  await settled();
  assertStringIncludes(terminal.written, "\x1b[?1000h\x1b[?1006h");
  terminal.calls.get("terminated")?.();
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  await run;
  terminal.keys.give(null);
  await settled();
});

Deno.test("a picked message goes to the clipboard of whoever sits there", async () => {
  const { server, clock, terminal, run } = await inLobby();
  server.say({ op: "message", room: "lobby", seq: 1, from: "bob", text: "copy me", kind: "text", at: clock.now().at });
  await settled();
  terminal.keys.give("\x13y");
  await settled();
  assertStringIncludes(terminal.written, `\x1b]52;c;${btoa("copy me")}\x1b\\`);
  terminal.calls.get("terminated")?.();
  await heard(server, "quit");
  server.say({ op: "bye", code: "quit" });
  await run;
  terminal.keys.give(null);
  await settled();
});
