// Whatever one does while a room talks, links break and pages come late: what is on the screen is the room's history,
// in order, each line once, and every hole in it is marked.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Entry } from "../../../lib/chat/entry.ts";
import type { Command } from "../../../lib/chat/command.ts";
import type { Event } from "../../../lib/chat/event.ts";
import type { Conversation } from "../../../lib/client/full/conversation.ts";
import { lastIdOf, type Transcript } from "../../../lib/client/full/transcript.ts";
import { LOBBY, NOON, WELCOME } from "../story.ts";
import { ScreenStory } from "./screen_story.ts";

/** A room whose server answers when it is told to. */
class Room {
  readonly story = new ScreenStory({ columns: 60, rows: 15, setup: { room: "lobby" } });
  #head = 300;
  #answered = 0;
  #linked = true;

  constructor() {
    this.story.act({ type: "linked" });
    this.settle();
  }

  /** Somebody says something: it is heard where there is a link and one is in the room. */
  talk(count: number): void {
    for (let index = 0; index < count; index++) {
      const entry = this.#entry(++this.#head);
      if (this.#linked) this.story.hear({ type: "message", room: "lobby", ...entry });
    }
  }

  /** Answers the oldest request that has no answer; those over a broken link have none any more. */
  answer(): boolean {
    const at = this.#answered;
    const command = this.story.sent[at];
    if (!command) return false;
    this.#answered++;
    const event = this.#answerTo(command);
    if (event) this.story.hear(event, this.story.refOf(at));
    return true;
  }

  settle(): void {
    for (let round = 0; round < 200 && this.answer(); round++);
  }

  breakLink(missed: number): void {
    this.story.lose();
    this.#answered = this.story.sent.length;
    this.#linked = false;
    this.talk(missed);
    // The next attempt, and a welcome; the rest is answered when it is told to.
    this.story.pass(60_000).act({ type: "linked" });
    this.answer();
    while (this.story.sent[this.#answered]?.type !== "join") this.answer();
    this.answer();
    this.#linked = true;
  }

  /** Looks for a hole further up, and asks for what is in it. */
  fillGap(): void {
    for (let page = 0; page < 40; page++) {
      if (this.story.screen().includes("Enter")) return void this.story.press("ctrl-u", "enter");
      this.story.press("page-up");
    }
  }

  /** A hit of a search, far back. */
  jump(seq: number): void {
    this.settle();
    this.story.enter("/search word");
    const at = this.story.sent.findLastIndex(({ type }) => type === "search");
    this.#answered = this.story.sent.length;
    this.story.hear(
      { type: "search", entries: [{ ...this.#entry(seq), room: "lobby" }], more: false },
      this.story.refOf(at),
    );
    this.story.press("enter");
  }

  #entry(seq: number): Entry {
    return { seq, from: seq % 3 === 0 ? "bob" : "carol", text: `word ${seq}`, kind: "text", at: NOON + seq * 20_000 };
  }

  #entries(from: number, to: number): readonly Entry[] {
    const [first, last] = [Math.max(1, from), Math.min(to, this.#head)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => this.#entry(first + index));
  }

  #answerTo(command: Command): Event | undefined {
    switch (command.type) {
      case "hello":
        return { ...WELCOME, resumed: true };
      case "join": {
        const { after } = command;
        const history = after === undefined
          ? this.#entries(this.#head - 49, this.#head)
          : this.#entries(after + 1, after + 200);
        return { ...LOBBY, head: this.#head, history, more: true };
      }
      case "history": {
        const { before, after, around, limit = 50 } = command;
        const entries = before !== undefined
          ? this.#entries(before - limit, before - 1)
          : after !== undefined
          ? this.#entries(after + 1, after + limit)
          : this.#entries((around ?? 1) - limit / 2, (around ?? 1) + limit / 2 - 1);
        const more = after !== undefined ? (entries.at(-1)?.seq ?? 0) < this.#head : (entries[0]?.seq ?? 1) > 1;
        return { type: "history", room: "lobby", first: 1, entries, more };
      }
      case "rooms":
        return { type: "rooms", rooms: [], more: false };
      case "ping":
        return { type: "pong" };
      default:
        return undefined;
    }
  }
}

function check(transcript: Transcript): void {
  assertEquals(transcript.length, transcript.chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let last: number | undefined;
  for (const line of transcript.chunks.flat()) {
    if (line.type === "gap") {
      assertEquals(line.after, last, "a hole begins after the line above it");
      last = line.before - 1;
    } else if (line.type === "said" && line.seq !== undefined) {
      assert(last === undefined || line.seq === last + 1, `${line.seq} after ${last}`);
      last = line.seq;
    }
  }
}

function checkAll({ lines, past, anchor, mark }: Conversation): void {
  check(lines);
  if (past) check(past);
  const shown = past ?? lines;
  if (anchor) assert(anchor.id >= shown.firstId - 1 && anchor.id <= lastIdOf(shown) + 1, `anchor ${anchor.id}`);
  if (mark !== undefined) assert(mark <= lastIdOf(lines), `mark ${mark}`);
}

const deeds = fc.array(
  fc.oneof(
    fc.nat(30).map((count) => (room: Room) => room.talk(count)),
    fc.constantFrom("page-up", "page-up", "page-up", "page-down", "alt-home", "alt-end", "alt-u", "escape", "enter")
      .map((chord) => (room: Room) => void room.story.press(chord)),
    fc.constantFrom("up" as const, "down" as const).map((way) => (room: Room) => void room.story.wheel(way)),
    fc.constant((room: Room) => void room.answer()),
    fc.constant((room: Room) => room.settle()),
    fc.boolean().map((all) => (room: Room) => {
      room.breakLink(900);
      if (all) room.settle();
      room.fillGap();
    }),
    fc.constant((room: Room) => room.fillGap()),
    fc.constantFrom(0, 3, 150, 900).map((missed) => (room: Room) => room.breakLink(missed)),
    fc.integer({ min: 1, max: 300 }).map((seq) => (room: Room) => room.jump(seq)),
    fc.tuple(fc.integer({ min: 20, max: 120 }), fc.integer({ min: 5, max: 40 }))
      .map(([columns, rows]) => (room: Room) => void room.story.resize(columns, rows)),
    fc.boolean().map((focused) => (room: Room) => void room.story.focus(focused)),
  ),
  { minLength: 5, maxLength: 40, size: "max" },
);

const filled = (room: Room) =>
  room.story.sent.some((command) => command.type === "history" && (command.before ?? 0) > 300);

Deno.test("what is shown is the history in order, each line once, and every hole is marked", () => {
  let fills = 0;
  fc.assert(
    fc.property(deeds, (all) => {
      const room = new Room();
      for (const deed of all) {
        deed(room);
        room.story.screen();
        for (const each of room.story.stage.conversations.values()) checkAll(each);
      }
      // At last all that was asked for has come, and the newest line is there.
      room.settle();
      room.story.press("escape", "escape");
      for (const each of room.story.stage.conversations.values()) checkAll(each);
      if (filled(room)) fills++;
    }),
    { numRuns: 30, seed: 7 },
  );
  // Else this would prove little.
  assert(fills >= 10, `${fills} holes were filled`);
});
