import { assertEquals } from "@std/assert";
import { LINE_LENGTH_MAX, PlainUi } from "../../../lib/client/line/plain_ui.ts";
import { HandSource, settled } from "../shell.ts";
import { Story } from "../story.ts";

function open() {
  const input = new HandSource();
  const said = { output: "", errors: "" };
  const sink = (key: "output" | "errors") => ({
    write(bytes: Uint8Array) {
      said[key] += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
  });
  const ui = new PlainUi({ input, output: sink("output"), errors: sink("errors") });
  const lines: string[] = [];
  const state = { may: true };
  ui.start({
    line: (text) => void lines.push(text),
    ended: () => void lines.push("<ended>"),
    interrupted: () => void lines.push("<interrupted>"),
    mayTakeLine: () => state.may,
    complete: () => undefined,
    act: () => {},
    model: () => Story.inLobby().model,
  });
  return { ui, input, said, lines, state };
}

Deno.test("PlainUi reads lines however they are cut, the last one without its newline too", async () => {
  const { input, lines } = open();
  for (const chunk of ["on", "e\r\ntwo\nth", "ree"]) input.give(chunk);
  input.give(null);
  await settled();
  assertEquals(lines, ["one", "two", "three", "<ended>"]);
});

Deno.test("PlainUi takes no line before it may, and ends only after the last", async () => {
  const { ui, input, lines, state } = open();
  state.may = false;
  input.give("one\ntwo\n");
  input.give(null);
  await settled();
  assertEquals(lines, []);
  state.may = true;
  ui.poll();
  await settled();
  assertEquals(lines, ["one", "two", "<ended>"]);
});

Deno.test("PlainUi cuts a line without end", async () => {
  const { input, lines } = open();
  input.give("x".repeat(LINE_LENGTH_MAX + 10));
  input.give(null);
  await settled();
  assertEquals(lines.map((line) => line.length), [LINE_LENGTH_MAX, 10, "<ended>".length]);
});

Deno.test("PlainUi prints lines, problems on the other stream", async () => {
  const { ui, said } = open();
  const at = new Date(2026, 10, 3, 9, 5).getTime();
  ui.print({ type: "notice", text: "bob\x1b[2J left", at });
  ui.print({ type: "problem", text: "no", at });
  await ui.close();
  assertEquals(said, { output: "09:05 - bob[2J left\n", errors: "09:05 ? no\n" });
});
