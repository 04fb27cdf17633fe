// What peers of each dialect say, well formed and then spoilt: for fuzzers.
import fc from "fast-check";
import { ircSentence } from "./irc_grammar.ts";
import type { DialectName } from "../../lib/wire/dialects.ts";
import { encodeCommand } from "../../lib/wire/native_client.ts";
import { command } from "./arbitraries.ts";

const decoder = new TextDecoder();

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
export const SENTENCES: Readonly<Record<DialectName, fc.Arbitrary<string>>> = {
  native: fc.oneof(
    command.map((said) => decoder.decode(encodeCommand(said, undefined))),
    fc.tuple(command, name).map(([said, ref]) => decoder.decode(encodeCommand(said, ref))),
    fc.tuple(name, text).map(([op, value]) => `${JSON.stringify({ op, [op]: value, ref: value })}\n`),
    fc.constantFrom(
      '{"op":"hello","nick":"bob"}\n',
      '{"op":"join","room":"lobby"}\n',
      "{}\n",
      "[[[[[[[[[[]]]]]]]]]]\n",
    ),
  ),
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

/** What a browser, a scanner or another protocol says first. */
export const STRANGE: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /x HTTP/1.1\r\n",
    "GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "SSH-2.0-x\r\n",
    "PROXY TCP4 1.2.3.4 5.6.7.8 9 10\r\n",
    "\u0016\u0003\u0001",
    "\n\n\n",
    "\u0000",
    "x",
  ),
  ...Object.values(SENTENCES),
);

const SPOILS = ["drop", "double", "flip", "insert", "cut", "digits", "swell", "swap"] as const;
type Spoil = readonly [kind: "keep" | typeof SPOILS[number], place: number, byte: number];

const spoil: fc.Arbitrary<Spoil> = fc.tuple(
  fc.constantFrom<Spoil[0]>("keep", "keep", "keep", "keep", ...SPOILS),
  fc.nat(200),
  fc.nat(255),
);

/** The same packets, some of them spoilt in other ways. */
export function spoiltAnew(packets: readonly Uint8Array[]): fc.Arbitrary<readonly Uint8Array[]> {
  return fc.array(spoil, { minLength: packets.length, maxLength: packets.length }).map((spoils) =>
    packets.flatMap((packet, index) => spoilt(packet, spoils[index] ?? ["keep", 0, 0]))
  );
}

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
    case "digits": {
      const huge = ["0", "-1", "1e309", "99999999999999999999", "0x10", ""][byte % 6] ?? "";
      return [new TextEncoder().encode(new TextDecoder("latin1").decode(bytes).replace(/\d+/, huge))];
    }
    case "swell":
      return [
        Uint8Array.from([...bytes.subarray(0, at), ...new Array(1_500).fill(bytes[at] ?? byte), ...bytes.subarray(at)]),
      ];
    case "swap":
      return [bytes.subarray(at), bytes.subarray(0, at)];
  }
}
