import { assertEquals, assertStringIncludes } from "@std/assert";
import { LineUi } from "../../../lib/client/line/line_ui.ts";
import { ESCAPE_WAIT_MS, SEQUENCE_WAIT_MS } from "../../../lib/tui/keys.ts";
import type { Completed, UiEvents } from "../../../lib/client/ui.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { HandTerminal, settled } from "../shell.ts";
import { Story } from "../story.ts";

const AT = new Date(2026, 10, 3, 9, 5).getTime();
const notice = (text: string, at = AT) => ({ type: "notice", text, at }) as const;

async function open(options: { codes: boolean; colour: boolean }, completed?: Completed) {
  const terminal = new HandTerminal();
  const clock = new FakeClock(AT);
  const ui = new LineUi(terminal, options, clock);
  const lines: string[] = [];
  const acts: string[] = [];
  const events: UiEvents = {
    line: (text) => void lines.push(text),
    ended: () => void lines.push("<ended>"),
    interrupted: () => void lines.push("<interrupted>"),
    mayTakeLine: () => true,
    complete: () => completed,
    act: (action) => void acts.push(action.type),
    model: () => Story.inLobby().model,
  };
  ui.start(events);
  ui.surround({ prompt: "lobby> ", title: "alice – lobby – parley", room: "lobby", masked: false, asking: false });
  await settled();
  return { terminal, ui, lines, acts, clock };
}

for (const codes of [true, false]) {
  Deno.test(`LineUi keeps the typed line below what arrives, ${codes ? "with" : "without"} control codes`, async () => {
    const { terminal, ui, lines } = await open({ codes, colour: false });
    terminal.keys.give("hel");
    await settled();
    ui.print(notice("one"));
    ui.print(notice("two"));
    await settled();
    assertEquals(terminal.rows(), ["09:05 - one", "09:05 - two", "lobby> hel"]);
    terminal.keys.give("lo\x1b[D\x1b[Dx\r");
    await settled();
    assertEquals(lines, ["helxlo"]);
    ui.endLine(false);
    await settled();
    assertEquals(terminal.rows(), ["09:05 - one", "09:05 - two", "lobby>"]);
    terminal.keys.give("/help\r");
    await settled();
    ui.endLine(true);
    ui.print(notice("three"));
    await ui.close();
    assertEquals(terminal.rows(), ["09:05 - one", "09:05 - two", "lobby> /help", "09:05 - three", ""]);
    assertEquals(terminal.raw, false);
    assertEquals(terminal.written.includes("\x1b"), codes);
  });
}

Deno.test("LineUi draws once for all that arrives in one turn", async () => {
  const { terminal, ui } = await open({ codes: true, colour: false });
  terminal.written = "";
  for (let i = 0; i < 100; i++) ui.print(notice("x"));
  await settled();
  assertEquals(terminal.written.split("lobby> ").length - 1, 1);
});

Deno.test("LineUi sets the title and the paste mode, and takes both back", async () => {
  const { terminal, ui } = await open({ codes: true, colour: true });
  assertEquals(terminal.raw, true);
  assertStringIncludes(terminal.written, "\x1b]0;alice – lobby – parley\x07");
  assertStringIncludes(terminal.written, "\x1b[?2004h");
  terminal.written = "";
  await ui.close();
  assertStringIncludes(terminal.written, "\x1b[?2004l\x1b]0;\x07");
});

Deno.test("LineUi names each new day", async () => {
  const { terminal, ui } = await open({ codes: true, colour: false });
  ui.print(notice("late", AT - 86_400_000));
  ui.print(notice("now"));
  await settled();
  assertEquals(terminal.rows().slice(0, 4), [
    "— Mon 2 Nov 2026 —",
    "09:05 - late",
    "— Tue 3 Nov 2026 —",
    "09:05 - now",
  ]);
});

Deno.test("LineUi completes on Tab and shows the choices", async () => {
  const { terminal } = await open({ codes: true, colour: false }, { text: "/jo", at: 3, choices: ["/join", "/joke"] });
  terminal.keys.give("/j\t");
  await settled();
  assertEquals(terminal.rows(), ["  /join  /joke", "lobby> /jo"]);
});

Deno.test("LineUi tells Ctrl-C, Ctrl-D and a closed terminal", async () => {
  const { terminal, lines } = await open({ codes: true, colour: false });
  terminal.keys.give("\x03");
  terminal.keys.give("\x04");
  terminal.keys.give(null);
  await settled();
  assertEquals(lines, ["<interrupted>", "<ended>", "<ended>"]);
});

const SECRET = "correct horse";
const asking = { prompt: "Password of alice: ", title: "t", room: "lobby", masked: true, asking: true };
const talking = { prompt: "lobby> ", title: "t", room: "lobby", masked: false, asking: false };

Deno.test("LineUi shows a sign for each character of a password, and keeps nothing of it", async () => {
  const { terminal, ui, lines } = await open({ codes: true, colour: false });
  terminal.keys.give("half a line");
  await settled();
  ui.surround(asking);
  terminal.keys.give(`${SECRET}!\x7f`);
  await settled();
  assertEquals(terminal.rows().at(-1), "Password of alice: •••••••••••••");
  terminal.keys.give("\r");
  await settled();
  assertEquals(lines, [SECRET]);
  ui.endLine(true);
  ui.surround(talking);
  await settled();
  assertEquals(terminal.rows().at(-1), "lobby> half a line");
  // Neither the line before nor what was killed brings it back.
  ui.surround(asking);
  terminal.keys.give(`${SECRET}\x15`);
  await settled();
  ui.surround(talking);
  terminal.keys.give("\x15\x1b[A\x19");
  await settled();
  assertEquals(terminal.rows().at(-1), "lobby> half a line");
  assertEquals(terminal.written.includes(SECRET), false);
});

Deno.test("LineUi masks a password on a command's line, and does not remember the line", async () => {
  const { terminal, ui, lines } = await open({ codes: true, colour: false });
  terminal.keys.give("/login @ally hunter22");
  await settled();
  assertEquals(terminal.rows().at(-1), "lobby> /login @ally ••••••••");
  terminal.keys.give("\x17\x19\r");
  await settled();
  ui.endLine(true);
  terminal.keys.give("/register @hunter22");
  await settled();
  assertEquals(terminal.rows().at(-1), "lobby> /register •••••••••");
  terminal.keys.give("\x15/register hunter22\r");
  await settled();
  ui.endLine(true);
  terminal.keys.give("\x1b[A\x1b[A\x19");
  await settled();
  assertEquals(lines, ["/login @ally ", "/register hunter22"]);
  assertEquals(terminal.written.includes("hunter22"), false);
});

Deno.test("LineUi gives up a question on Ctrl-C, and does not leave", async () => {
  const { terminal, ui, lines, acts } = await open({ codes: true, colour: false });
  ui.surround(asking);
  terminal.keys.give("\x03");
  await settled();
  assertEquals([lines, acts], [[], ["given-up"]]);
});

for (const codes of [true, false]) {
  Deno.test(`a lone Escape takes nothing of a line that comes later, ${codes ? "with" : "without"} codes`, async () => {
    const { terminal, lines, clock } = await open({ codes, colour: false });
    terminal.keys.give("\x1b");
    await settled();
    await clock.advance(ESCAPE_WAIT_MS);
    terminal.keys.give("/who\r");
    await settled();
    assertEquals(lines, ["/who"]);
    // A sequence may come in pieces, but not for ever.
    terminal.keys.give("ab\x1b");
    await settled();
    await clock.advance(ESCAPE_WAIT_MS - 1);
    terminal.keys.give("[1");
    await settled();
    await clock.advance(SEQUENCE_WAIT_MS - 1);
    terminal.keys.give(";5DX\x1b[1;");
    await settled();
    await clock.advance(SEQUENCE_WAIT_MS);
    terminal.keys.give("Y\r");
    await settled();
    assertEquals(lines, ["/who", "XYab"]);
    assertEquals(clock.pending, 0);
  });
}
