// What peers of each dialect say, well formed and then spoilt: for fuzzers.
import fc from "fast-check";
import { ircSentence } from "./irc_grammar.ts";
import type { DialectName } from "../../lib/wire/dialects.ts";

const NAMES = ["bob", "Zoë", "x", "server", "ALL", "a-b", "Tony Lee", "{..", "x: y", "NICK", "😀", "group1"];
const TEXTS = [
  "hi",
  "",
  "grüße 😀",
  "a:b",
  "group groupX a,b,c",
  "exit",
  "menu",
  "/who",
  "/join a",
  "/nick z",
  "}{",
  "\n",
];

const name = fc.constantFrom(...NAMES);
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 9 }),
);

function parts(...all: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...all).map((strings) => strings.join(""));
}

const word = (literal: string) => fc.constant(literal);

/** Things that a client of the dialect sends, each as one string. */
export const SENTENCES: Readonly<Record<Exclude<DialectName, "native">, fc.Arbitrary<string>>> = {
  irc: ircSentence,
  plain: fc.oneof(
    parts(name, word("\n")),
    parts(text, word("\r\n")),
    parts(word("@"), name, word(": "), text, word("\n")),
    parts(
      fc.constantFrom("/join ", "/create ", "/msg ", "/set limit ", "/history ", "/colour ", "/leave ", "/me ", "//"),
      text,
      word("\n"),
    ),
    word("\u00ff\u00fd\u0003"),
  ),
  nickprompt: fc.oneof(name, parts(name, word(": "), text), parts(name, name, word(": "), text), text),
  classchat: fc.oneof(name, parts(name, word(">"), text), parts(name, word(">"), name, word(":"), text), text),
  iitd: fc.oneof(
    parts(word("REGISTER TOSEND "), name, word("\n\n")),
    parts(word("REGISTER TORECV "), name, word("\n\n")),
    fc.tuple(name, text, fc.constantFrom(0, 0, 0, 1, -1)).map(([to, body, off]) =>
      `SEND ${to}\nContent-length: ${[...body].length + off}\n\n${body}`
    ),
    parts(word("RECEIVED "), name, word("\n\n")),
  ),
  muca: fc.oneof(
    fc.tuple(name, name).map(([UN, UID]) => JSON.stringify({ CMD: "JOIN", UN, UID })),
    fc.tuple(text, fc.array(name, { maxLength: 3 })).map(([MSG, TO]) =>
      JSON.stringify({ CMD: "SEND", MSG: `${MSG}\n`, TO, FROM: "x" })
    ),
    fc.constantFrom('{"CMD": 7}', '{"CMD":"SEND","TO":"x","MSG":3}', '{"CMD":"JOIN"}', "{}", '{"CMD":null,"x":{}}'),
  ),
};

type Spoil = readonly [kind: "keep" | "drop" | "double" | "flip" | "insert" | "cut", place: number, byte: number];

const spoil: fc.Arbitrary<Spoil> = fc.tuple(
  fc.constantFrom<Spoil[0]>("keep", "keep", "keep", "drop", "double", "flip", "insert", "cut"),
  fc.nat(200),
  fc.nat(255),
);

/** What one peer sends, packet by packet: sentences of the dialect, some of them spoilt, cut anywhere. */
export function conversation(sentence: fc.Arbitrary<string>): fc.Arbitrary<readonly Uint8Array[]> {
  return fc.array(fc.tuple(sentence, spoil), { minLength: 1, maxLength: 12 }).map((sentences) => {
    const encoder = new TextEncoder();
    return sentences.flatMap(([said, how]) => spoilt(encoder.encode(said), how));
  });
}

function spoilt(bytes: Uint8Array, [kind, place, byte]: Spoil): readonly Uint8Array[] {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  switch (kind) {
    case "keep":
      return [bytes];
    case "drop":
      return [Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])];
    case "double":
      return [bytes, bytes];
    case "flip":
      return [Uint8Array.from(bytes, (each, index) => index === at ? each ^ byte : each)];
    case "insert":
      return [Uint8Array.from([...bytes.subarray(0, at), byte, ...bytes.subarray(at)])];
    case "cut":
      return [bytes.subarray(0, at), bytes.subarray(at)];
  }
}
