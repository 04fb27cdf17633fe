// What the screen does by itself as time goes: asking for the rooms, drawing.
import { assertEquals } from "@std/assert";
import { Errands } from "../../../lib/client/full/errands.ts";
import { FramePace } from "../../../lib/client/full/frame_pace.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { ScreenStory } from "./screen_story.ts";

Deno.test("the rooms are asked for at once, and then every ten seconds, while they can be seen", () => {
  const errands = new Errands();
  const due = (story: ScreenStory, mono: number) => errands.due(story.stage, story.model, mono).map(({ type }) => type);
  const wide = ScreenStory.inLobby();
  assertEquals(due(wide, 500), ["rooms"]);
  assertEquals(due(wide, 10_499), []);
  assertEquals(due(wide, 10_500), ["rooms"]);
  const narrow = ScreenStory.inLobby({ columns: 60 });
  assertEquals(due(narrow, 30_000), []);
  assertEquals(due(narrow.press("f2"), 30_000), ["rooms"]);
  assertEquals(due(wide.lose(), 90_000), []);
});

function paced() {
  const clock = new FakeClock();
  const drawn: number[] = [];
  return { clock, drawn, pace: new FramePace(clock, () => drawn.push(clock.now().mono)) };
}

Deno.test("what arrives is drawn some times a second, however much it is", async () => {
  const { clock, drawn, pace } = paced();
  for (let ms = 0; ms < 100; ms++) {
    pace.soon();
    await clock.advance(1);
  }
  assertEquals(drawn, [0, 33, 66, 99]);
});

Deno.test("what is typed is drawn at once, all keys of one read together, and what waited with it", async () => {
  const { clock, drawn, pace } = paced();
  pace.now();
  pace.soon();
  for (let key = 0; key < 5; key++) pace.afterKeys();
  assertEquals(drawn.length, 1);
  await Promise.resolve();
  assertEquals(drawn.length, 2);
  await clock.advance(1_000);
  assertEquals([drawn.length, clock.pending], [2, 0]);
  pace.soon();
  pace.cancel();
  await clock.advance(1_000);
  assertEquals(drawn.length, 2);
});
