import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Area } from "../../lib/tui/area.ts";
import { LEAVE_CODES } from "../../lib/tui/modes.ts";
import type { ColourDepth } from "../../lib/tui/colour.ts";
import { copyCodes, noticeCodes, noticeEndCodes, titleCodes } from "../../lib/tui/osc.ts";
import { Screen, type ScreenEvent } from "../../lib/tui/screen.ts";
import type { Happening, Terminal } from "../../lib/tui/terminal.ts";
import { TestScreen } from "../support/screen.ts";

/** A terminal whose writes end when the test says so, and whose clock only the test moves. */
class FakeTerminal implements Terminal {
  readonly calls = new Map<Happening, () => void>();
  readonly timers = new Map<() => void, number>();
  written = "";
  raw = false;
  stops = 0;
  now = 0;
  dimensions = { rows: 3, columns: 20 };
  /** While set, writes wait for it. */
  held: PromiseWithResolvers<void> | undefined;
  #wanted: PromiseWithResolvers<Uint8Array | null> | undefined;
  #target: Uint8Array | undefined;

  async read(buffer: Uint8Array): Promise<number | null> {
    this.#wanted = Promise.withResolvers();
    this.#target = buffer;
    const bytes = await this.#wanted.promise;
    if (bytes) this.#target.set(bytes);
    return bytes?.length ?? null;
  }
  async write(bytes: Uint8Array): Promise<number> {
    await this.held?.promise;
    return this.writeSync(bytes);
  }
  writeSync(bytes: Uint8Array): number {
    // As a real one may, it takes only a part.
    const part = bytes.subarray(0, 50);
    this.written += new TextDecoder().decode(part);
    return part.length;
  }
  setRaw(on: boolean): void {
    this.raw = on;
  }
  size = () => this.dimensions;
  depth: () => ColourDepth = () => "256";
  on(happening: Happening, call: () => void) {
    this.calls.set(happening, call);
    return { cancel: () => void this.calls.delete(happening) };
  }
  stop(): void {
    this.stops++;
  }
  after(ms: number, call: () => void) {
    this.timers.set(call, this.now + ms);
    return { cancel: () => void this.timers.delete(call) };
  }
  mono = () => this.now;

  async types(text: string | null): Promise<void> {
    this.#wanted?.resolve(text === null ? null : new TextEncoder().encode(text));
    await settled();
  }
  pass(ms: number): void {
    this.now += ms;
    for (const [call, at] of this.timers) {
      if (at > this.now) continue;
      this.timers.delete(call);
      call();
    }
  }
  taken(): string {
    const { written } = this;
    this.written = "";
    return written;
  }
}

/** Lets all go on that waits for nothing but its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

function opened(): { terminal: FakeTerminal; screen: Screen; events: ScreenEvent[] } {
  const terminal = new FakeTerminal();
  const events: ScreenEvent[] = [];
  return { terminal, events, screen: Screen.open(terminal, { mouse: true }, (event) => events.push(event)) };
}

function textGrid(text: string) {
  const area = Area.blank({ rows: 3, columns: 20 });
  area.put(0, 0, text);
  return area.grid;
}

Deno.test("a screen takes the terminal over and gives it back", async () => {
  const { terminal, screen } = opened();
  await screen.idle();
  assert(terminal.raw);
  const entered = terminal.taken();
  for (const mode of [1049, 2004, 1004, 1006]) assertStringIncludes(entered, `\x1b[?${mode}h`);
  for (const mode of [1049, 2004, 1004, 1006, 1000]) assertStringIncludes(LEAVE_CODES, `\x1b[?${mode}l`);
  await screen.close();
  assertEquals([terminal.taken(), terminal.raw, terminal.timers.size, terminal.calls.size], [LEAVE_CODES, false, 0, 0]);
});

Deno.test("inputs become events, and a lone Escape in its time", async () => {
  const { terminal, screen, events } = opened();
  await terminal.types("a\x1b[A\x1b");
  terminal.pass(100);
  assertEquals(events, [
    { type: "text", text: "a" },
    { type: "key", chord: "up" },
    { type: "key", chord: "escape" },
  ]);
  await screen.close();
});

Deno.test("what the terminal tells is used, and told once", async () => {
  const { terminal, screen, events } = opened();
  const answers = "\x1b[?2026;2$y\x1b]11;rgb:ff/ff/ff\x07\x1bP>|foot(1.2)\x1b\\\x1bP1$r0;48:2::1:2:3m\x1b\\\x1b[?62c";
  await terminal.types(answers);
  terminal.pass(5000);
  const capabilities = {
    synchronized: true,
    trueColour: true,
    colours: undefined,
    background: [255, 255, 255],
    name: "foot(1.2)",
  } as const;
  assertEquals(events, [{ type: "capabilities", capabilities }]);
  assertEquals([screen.capabilities, screen.depth], [capabilities, "true"]);
  await screen.close();
});

Deno.test.each([
  ["the console of Linux", "\x1b[?6c", "16"],
  ["a terminal that says it has 8", "\x1bP1+r436f=38\x1b\\\x1b[?62;22c", "16"],
  ["one that says it has 256", "\x1bP1+r436f=323536\x1b\\\x1b[?6c", "256"],
  ["one in a window that says nothing of it", "\x1bP0+r\x1b\\\x1b[?1;2c", "256"],
])("colours that need no permission to be known: %s", async (_, answers, depth) => {
  const { terminal, screen } = opened();
  await terminal.types(answers);
  assertEquals(screen.depth, depth);
  screen.useDepth("true");
  assertEquals(screen.depth, "true");
  screen.useDepth(undefined);
  assertEquals(screen.depth, depth);
  await screen.close();
});

Deno.test("where there are to be no colours, no wish brings them", async () => {
  const terminal = new FakeTerminal();
  terminal.depth = () => "none";
  const screen = Screen.open(terminal, { mouse: false }, () => {});
  screen.useDepth("true");
  assertEquals(screen.depth, "none");
  await terminal.types("\x1b[?62c");
  assertEquals(screen.depth, "none");
  await terminal.types(null);
  await screen.close();
});

Deno.test("a terminal that is silent is taken for a plain one", async () => {
  const { terminal, screen, events } = opened();
  terminal.pass(1000);
  assertEquals(events.map(({ type }) => type), ["capabilities"]);
  assertEquals([screen.depth, screen.capabilities.synchronized], ["256", false]);
  await screen.close();
});

Deno.test("a slow terminal gets the newest frame, not each", async () => {
  const { terminal, screen } = opened();
  await screen.idle();
  terminal.taken();
  terminal.held = Promise.withResolvers();
  for (let frame = 0; frame < 1000; frame++) screen.draw(textGrid(`frame ${frame}`));
  assert(screen.busy);
  terminal.held.resolve();
  await screen.idle();
  const shown = new TestScreen({ rows: 3, columns: 20 });
  const written = terminal.taken();
  shown.write(written);
  assertEquals([shown.toString(), written.split("frame").length], ["frame 999\n\n", 2]);
  await screen.close();
});

Deno.test("a terminal that takes nothing does not hold up the end", async () => {
  const { terminal, screen } = opened();
  await screen.idle();
  terminal.held = Promise.withResolvers();
  screen.draw(textGrid("never seen"));
  const closed = screen.close();
  terminal.pass(1000);
  await closed;
  assertEquals(terminal.raw, false);
  terminal.taken();
  terminal.held.resolve();
  await screen.idle();
});

Deno.test("after a stop all is drawn anew", async () => {
  const { terminal, screen, events } = opened();
  screen.draw(textGrid("hello"));
  await screen.suspend();
  assertEquals([terminal.raw, terminal.stops], [false, 1]);
  screen.draw(textGrid("in the meantime"));
  await settled();
  assert(terminal.taken().endsWith(LEAVE_CODES));
  terminal.calls.get("continued")?.();
  terminal.pass(500);
  await settled();
  assertEquals(events.map(({ type }) => type), ["resumed"]);
  assertEquals(terminal.taken().split("\x1b[?1049h").length, 2);
  screen.draw(textGrid("hello"));
  await screen.idle();
  assertStringIncludes(terminal.taken(), "hello");
  await screen.close();
});

Deno.test("a signal, an error and a lost terminal give it back, each in its way", async () => {
  const { terminal, screen, events } = opened();
  await screen.idle();
  terminal.taken();
  terminal.dimensions = { rows: 5, columns: 9 };
  terminal.calls.get("resized")?.();
  terminal.calls.get("terminated")?.();
  terminal.calls.get("exiting")?.();
  assertEquals([terminal.taken(), terminal.raw], [LEAVE_CODES, false]);
  await terminal.types(null);
  assertEquals(events, [{ type: "resized", size: { rows: 5, columns: 9 } }, { type: "terminated" }, { type: "ended" }]);
  await screen.close();
  assertEquals(terminal.taken(), "");
});

Deno.test("words to the terminal hold nothing that could end them early", () => {
  assertEquals(titleCodes("a\x1b]b\x07\nc"), "\x1b]2;a ]b c\x1b\\");
  const notice = { number: 3, title: "a;b", text: "c\x07" };
  assertEquals(noticeCodes(notice, "foot(1)"), "\x1b]777;notify;a,b;c \x1b\\");
  assertEquals(noticeCodes(notice, "kitty(0.3)"), "\x1b]99;i=3:d=0;a;b\x1b\\\x1b]99;i=3:p=body;c \x1b\\");
  assertEquals(noticeCodes(notice, "iTerm2 3"), "\x1b]9;a;b: c \x1b\\");
  assertEquals(noticeCodes(notice, "tmux 3.4"), "\x1bPtmux;\x1b\x1b]777;notify;a,b;c \x1b\x1b\\\x1b\\");
  assertEquals([noticeCodes(notice, ""), noticeEndCodes(3, "foot")], ["", ""]);
  assertEquals(noticeEndCodes(3, "kitty"), "\x1b]99;i=3:p=close;\x1b\\");
  assertEquals(copyCodes("é"), "\x1b]52;c;w6k=\x1b\\");
});
