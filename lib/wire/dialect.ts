// The contract of a wire language: bytes to commands, events to bytes, no I/O. The server holds a codec per
// connection; what a fan-out encodes is a matter of the codec's variant, never of who receives it.
import type { Command } from "../chat/command.ts";
import type { Entry } from "../chat/entry.ts";
import type { Event } from "../chat/event.ts";
import type { Refusal } from "../chat/refusal.ts";

/** What a decoder found. */
export type Decoded =
  | { readonly type: "command"; readonly command: Command; readonly ref?: string }
  /** The peer's fault: answer it, count it, read on. */
  | { readonly type: "faulty"; readonly refusal: Refusal; readonly ref?: string }
  /** The codec answers by itself, in the place where the peer asked: nothing of it concerns the hub. */
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  /** The dialect is over: `bytes`, if any, are written, then the link is closed. */
  | { readonly type: "end"; readonly bytes?: Uint8Array };

export interface Decoder {
  /**
   * Takes bytes however they were cut. The caller may use the buffer again once `next` has given `undefined`.
   *
   * @param at when they came, in ms since 1970 UTC, for those who are asked what time it is
   */
  feed(chunk: Uint8Array, at?: number): void;
  /** The next command, or `undefined` where more bytes are needed. */
  next(): Decoded | undefined;
  /** The unread bytes, for a decoder that takes over. */
  rest(): Uint8Array;
  /** For a stream that has no marks: where nothing has come for so many ms, the caller says so by `quiet`. */
  readonly quietMs?: number;
  /** What was fed is whole; `next` may have something now. */
  quiet?(): void;
}

/** Entries encoded one after the other: entry `i` ends before `ends[i]`, so that a member can be spared its own. */
export interface EncodedEntries {
  readonly bytes: Uint8Array;
  readonly ends: readonly number[];
}

/**
 * A dialect with the negotiated capabilities that alter its frames: one for each set of them that somebody has. Those
 * that differ in nothing that a message shows share its frames.
 * The frames it gives may be views of a buffer that others share: they are never written to, and their `buffer` is
 * nobody's business.
 */
export interface Variant {
  readonly name: string;
  encode(event: Event): Uint8Array;
  /** The `message` frames of consecutive entries; `lines` are those as `formatEntry` gives them, where they are at hand. */
  encodeEntries(room: string, entries: readonly Entry[], lines?: readonly string[]): EncodedEntries;
}

/** What a codec knows of a second socket that its person comes with. */
export interface Second {
  /** The name under which it is expected; `undefined` while it is not, or when it is there. */
  readonly awaited: string | undefined;
  /** It is there; gives what is written to it first. */
  attached(): Uint8Array;
  /** Takes what it says; true where that confirms the unit written last. */
  confirms(chunk: Uint8Array): boolean;
}

/** How a client bears the end of its stay that does not bear a close: its link is kept until it hangs up. */
export interface Parting {
  /** What answers the next thing that it says; then the link is closed. */
  readonly answer?: Uint8Array;
}

/** An answer to one; `ref` is its request's. */
export interface Reply {
  readonly event: Event;
  readonly ref: string | undefined;
}

/** One connection's language. */
export interface Codec {
  readonly decoder: Decoder;
  readonly variant: Variant;
  /**
   * Encodes an event for this connection alone; `ref` is its request's. A codec that has something to ask because of it
   * has it ready in its decoder: the caller takes `decoder.next()` after each reply.
   */
  encodeReply(event: Event, ref: string | undefined): Uint8Array;
  /** Encodes replies in a row, as {@linkcode encodeReply} would one by one, where it can do that at once. */
  encodeReplies?(replies: readonly Reply[]): Uint8Array;
  /** Who its peer is to be taken for, where the dialect lets one take over: the `uid` of its hello. */
  readonly identity?: string | undefined;
  /** Where one person comes with two sockets: to this second one go all units but those that are put aside. */
  readonly second?: Second;
  /** True while it keeps what its peer is told until that can hear it: then much is better told later. */
  readonly deaf?: boolean;
  /** Where the server ends the stay: how that is done. */
  readonly parting?: Parting | undefined;
  /** For a codec that must know what its peer is told: called before each event that is delivered to many. */
  readonly heard?: (event: Event) => void;
}
