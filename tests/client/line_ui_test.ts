import { assertEquals, assertStringIncludes } from "@std/assert";
import { LineUi } from "../../lib/client/line_ui.ts";
import type { Completed, UiEvents } from "../../lib/client/ui.ts";
import { HandTerminal, settled } from "./shell.ts";
import { Story } from "./story.ts";

const AT = new Date(2026, 10, 3, 9, 5).getTime();
const notice = (text: string, at = AT) => ({ type: "notice", text, at }) as const;

async function open(options: { codes: boolean; colour: boolean }, completed?: Completed) {
  const terminal = new HandTerminal();
  const ui = new LineUi(terminal, options, AT);
  const lines: string[] = [];
  const events: UiEvents = {
    line: (text) => void lines.push(text),
    ended: () => void lines.push("<ended>"),
    interrupted: () => void lines.push("<interrupted>"),
    mayTakeLine: () => true,
    complete: () => completed,
    act: () => {},
    model: () => Story.inLobby().model,
  };
  ui.start(events);
  ui.surround({ prompt: "lobby> ", title: "alice – lobby – parley", room: "lobby" });
  await settled();
  return { terminal, ui, lines };
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
