import { assertEquals } from "@std/assert";
import type { Entry } from "../../lib/chat/entry.ts";
import { Files } from "../../lib/client/files.ts";
import { NOON, Story } from "./story.ts";

const entry = (seq: number): Entry => ({ seq, from: "bob", text: `m${seq}`, kind: "text", at: NOON });

function talked(): Story {
  const story = Story.inLobby();
  story.type("/clear");
  for (const seq of [1, 2]) story.hear({ type: "message", room: "lobby", ...entry(seq) });
  story.forget();
  return story;
}

Deno.test("/save writes what was shown since the last /clear, under the room's name and date", () => {
  const story = talked().type("/save");
  const [want] = story.others();
  assertEquals(want?.type === "save" && [want.file, want.lines.length], ["parley-lobby-2026-11-03.txt", 2]);
  story.act({ type: "saved", file: "x.txt", problem: undefined }).assertPrinted("- Saved 2 lines to x.txt");
});

Deno.test("/save - prints it", () => {
  talked().type("/save -").assertPrinted("— lobby, 2 lines —", "  bob: m1", "  bob: m2", "— end —");
});

Deno.test("/save --all pages the whole history, each page written before the next is asked for", () => {
  const story = talked().type("/save --all all.txt");
  story.assertSent({ type: "history", room: "lobby", after: 0, limit: 200 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(1)], more: true }).assertSent();
  story.act({ type: "saved", file: "all.txt", problem: undefined });
  story.assertSent({ type: "history", room: "lobby", after: 1, limit: 200 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(2)], more: false });
  assertEquals(story.others().map((want) => want.type === "save" && want.mode), ["new", "more"]);
  story.act({ type: "saved", file: "all.txt", problem: undefined }).assertPrinted("- Saved 2 lines to all.txt");
});

for (const line of ["/save - --all", "/save --all -"]) {
  Deno.test(`${line} prints the whole history between a head and an end`, () => {
    const story = talked().type(line);
    story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(1)], more: true });
    story.assertSent({ type: "history", room: "lobby", after: 0, limit: 200 }, {
      type: "history",
      room: "lobby",
      after: 1,
      limit: 200,
    });
    story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(2)], more: false });
    story.assertPrinted("— lobby, the whole history —", "  bob: m1", "  bob: m2", "— end —");
    assertEquals(story.model.download, undefined);
  });
}

Deno.test("/save in the menu, and of nothing, says so", () => {
  Story.inLobby().type("/clear", "/save").assertPrinted("- Nothing was shown here since the last /clear");
});

Deno.test("a failed save is told, and another may follow", () => {
  const story = talked().type("/save a");
  story.act({ type: "saved", file: "a", problem: "Not saved: no" }).assertPrinted("? Not saved: no");
  assertEquals(story.model.download, undefined);
});

Deno.test("Files writes its own file again, and nobody else's", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = new Files();
    const mine = `${folder}/mine.txt`;
    assertEquals(await files.save(mine, "new", "one\n"), undefined);
    assertEquals(await files.save(mine, "more", "two\n"), undefined);
    assertEquals(await Deno.readTextFile(mine), "one\ntwo\n");
    assertEquals(await files.save(mine, "new", "three\n"), undefined);
    assertEquals(await Deno.readTextFile(mine), "three\n");
    const other = await new Files().save(mine, "new", "x");
    assertEquals(other, `Not saved: ${mine} is there already; give another name`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "Files names the flag where the permission is missing, and asks for nothing",
  permissions: { write: false },
  fn: async () => {
    assertEquals(
      await new Files().save("a.txt", "new", "x"),
      "Not saved: writing needs a permission. Start with --allow-write=a.txt",
    );
  },
});
