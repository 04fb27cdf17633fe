// A server that means harm: every kind of event that a client can read, and in every string of it what a terminal could
// take for its own.
import fc from "fast-check";
import type { Event } from "../../lib/chat/event.ts";
import { event } from "./arbitraries.ts";
import type { Dice } from "./dice.ts";

type Words = readonly [string, ...string[]];

/** What a terminal obeys, and what makes others of the characters around it. */
const HARM: readonly [Words, ...Words[]] = [
  [
    "\x1b[2J",
    "\x1b[31m",
    "\x1b[?1049h",
    "\x1b[6n",
    "\x1b[c",
    "\x1bc",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b(0",
    "\x1b[8;1;1t",
  ],
  ["\x1b]0;owned\x07", "\x1b]52;c;cm0gLXJm\x07", "\x1b]8;;http://x/\x1b\\", "\x1b]777;notify;a;b\x1b\\", "\x1b]2;"],
  [
    "\x1bP+q544e\x1b\\",
    "\x1b_Gi=1;AAAA\x1b\\",
    "\x1b^x\x1b\\",
    "\x1bPtmux;\x1b\x1b[2J\x1b\\",
    "\x1b]1337;File=:AA\x07",
  ],
  ["\x9b2J", "\x9d0;x\x9c", "\x90x\x9c", "\x85", "\x84", "\x8d", "\u0080", "\u009f", "\x7f"],
  ["\r", "\n", "\t", "\b", "\0", "\x07", "\x0b", "\x0c", "\x0e", "\x0f", "\x1b", "\x18", "\x1a", "\x05", "\r\n"],
  ["\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u061c", "\u2028", "\u2029", "\u200b", "\ufeff", "\u00ad"],
  ["\ud800", "\udfff", "\ud83d", "e\u0301\u0301\u0301".repeat(9), "👩‍👩‍👧", "🏳️‍🌈", "日本", "שלום", "\u0e33".repeat(9)],
  ["bob", "alice", "lobby", "@", "/quit", "https://example.org/\x1b\\", "%", " ", ";", "a".repeat(300), "__proto__"],
];

/** Strings that are one of a few words: another one would not be read at all. */
const WORDS: ReadonlySet<string> = new Set(["type", "status", "role", "change"]);

/** One hostile string. */
export function hostileWord(dice: Dice): string {
  let word = "";
  for (let parts = dice.whole(1, 4); parts > 0; parts--) {
    word += dice.pick(dice.pick(HARM));
  }
  return word;
}

/** Events of every kind but `bye`, which would end it all, to be filled anew for ever. */
export function eventTemplates(seed: number): readonly [Event, ...Event[]] {
  const all = fc.sample(event, { numRuns: 1_500, seed }).filter(({ type }) => type !== "bye");
  return [{ type: "ping", t: 0 }, ...all];
}

export interface Filled {
  readonly event: Event;
  /** Hostile strings in it. */
  readonly count: number;
}

/** The event with hostile strings; it is about `room` often enough to be shown. */
export function filled(template: Event, dice: Dice, room: string): Filled {
  let count = 0;
  const fill = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      if (WORDS.has(key)) return value;
      if (key === "room" && dice.next() < 0.7) return room;
      if (key === "kind" && dice.next() < 0.7) return dice.pick(["text", "action", "event"]);
      if ((key === "nick" || key === "from") && dice.next() < 0.2) return dice.pick(["alice", "bob"]);
      count++;
      return hostileWord(dice);
    }
    if (Array.isArray(value)) return value.map((each) => fill(each, key));
    if (typeof value !== "object" || value === null) return value;
    if (WORDS.has(key)) {
      // By nick: the words stay, whose they are does not.
      count += Object.keys(value).length;
      return Object.fromEntries(Object.values(value).map((word) => [hostileWord(dice), word]));
    }
    return Object.fromEntries(
      // An act of order is told apart by its type, and its names may be those of members.
      Object.entries(value).map((
        [name, each],
      ) => [name, name === "type" && key === "event" ? actOf(dice) : fill(each, name)]),
    );
  };
  return { event: fill(template, "") as Event, count };
}

function actOf(dice: Dice): string {
  return dice.pick(["kick", "ban", "role", "transfer", "set", hostileWord(dice)]);
}
