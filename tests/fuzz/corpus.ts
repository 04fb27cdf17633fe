// The saved corpus: conversations that once showed something, or that reach far. A file for each fuzzer, each
// conversation a list of packets, each packet a string with a character for each byte.
import type { Fuzzed, Talk } from "./fuzzers.ts";

const folder = new URL("./corpus/", import.meta.url);

export function corpusOf(name: Fuzzed): readonly (readonly Uint8Array[])[] {
  const saved = JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, folder))) as readonly (readonly string[])[];
  return saved.map((packets) => packets.map(bytesOf));
}

/** A saved conversation as it was sent: everything is quiet after each packet. */
export function talkOf(packets: readonly Uint8Array[], ms: number): Talk {
  return packets.map((packet) => [packet, ms] as const);
}

export function packetsOf(talk: Talk): readonly string[] {
  return talk.map(([packet]) => Array.from(packet, (byte) => String.fromCharCode(byte)).join(""));
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
