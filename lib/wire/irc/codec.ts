// The codec of one IRC connection: lines to commands, and what the hub says to lines. It holds no member lists: what a
// client asks for, the hub is asked for.
import type { Event } from "../../chat/event.ts";
import { refuse } from "../../chat/refusal.ts";
import type { Codec, Decoded, Decoder, Variant } from "../dialect.ts";
import { LineBuffer, type LineFault } from "../line_buffer.ts";
import { encodeLines, NOTHING } from "./bytes.ts";
import { COMMANDS } from "./commands.ts";
import { fanOutLines } from "./fan_out.ts";
import { hear, note } from "./heard.ts";
import { isVerb, USAGE } from "./help.ts";
import { fitsBytes } from "./length.ts";
import { BODY_BYTES_MAX, CLIENT_TAGS_BYTES_MAX, LABEL_LENGTH_MAX, LINE_BYTES_MAX } from "./limits.ts";
import { answerPing } from "./link_commands.ts";
import { type Message, parseMessage, rawTag } from "./message.ts";
import { ERR } from "./numerics.ts";
import { hearMark } from "./read_command.ts";
import { refused } from "./refusals.ts";
import { Reply } from "./reply.ts";
import { Session } from "./session.ts";
import { Talks } from "./talks.ts";
import { SILENT, variantOf } from "./variants.ts";

const TOO_LONG: Decoded = {
  type: "faulty",
  refusal: refuse("line-too-long", "A message has at most 512 bytes, and 4096 of tags"),
};
const lenient = new TextDecoder();
/** A browser that was made to connect: nothing after its first line may be taken for chat. */
const HTTP_VERBS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "CONNECT",
  "OPTIONS",
  "TRACE",
  "PATCH",
]);

class IrcCodec implements Codec, Decoder {
  readonly decoder: Decoder = this;
  readonly #lines = new LineBuffer(LINE_BYTES_MAX);
  readonly #talks = new Talks();
  readonly #session: Session;
  #ended = false;

  /**
   * @param server `name/version`
   * @param probed four letters were written already: the line that they begin is ended first
   */
  constructor(server: string, probed: boolean) {
    this.#session = new Session(server);
    if (probed) this.#talks.push({ type: "answer", bytes: encodeLines([""]) });
  }

  get variant(): Variant {
    const { isSilent, traits } = this.#session;
    // What is held must not go out beside it.
    return isSilent ? SILENT : variantOf(traits);
  }

  get deaf(): boolean {
    return this.#session.isSilent;
  }

  feed(chunk: Uint8Array, at?: number): void {
    if (at !== undefined) this.#session.at = at;
    this.#lines.feed(chunk);
  }

  next(): Decoded | undefined {
    while (!this.#ended) {
      const ready = this.#talks.shift();
      if (ready) return ready;
      if (this.#session.over !== undefined) return this.#end(this.#session.over);
      const line = this.#lines.next();
      if (line === undefined) return undefined;
      const decoded = typeof line === "string" ? this.#take(line) : faultOf(line);
      if (decoded) return decoded;
    }
    return undefined;
  }

  rest(): Uint8Array {
    return this.#lines.rest();
  }

  readonly heard = (event: Event): void => {
    const session = this.#session;
    if (session.hold(event)) return;
    if (session.isSilent) this.#talks.push({ type: "answer", bytes: encodeLines(this.#unasked(event)) });
    else if (note(session, event)) this.#hear(event);
  };

  /** Tells what the frame that all get does not. */
  #hear(event: Event): void {
    const session = this.#session;
    const reply = new Reply(session, undefined);
    hear(session, event, reply);
    this.#talks.answer(reply);
    // What is not in the event is asked for.
    if (event.type === "read" && session.has("draft/read-marker")) {
      this.#talks.begin(hearMark({ session, reply }, event), reply, "MARKREAD");
    }
  }

  encodeReply(event: Event, ref: string | undefined): Uint8Array {
    const session = this.#session;
    session.noteTime(event);
    // Whom the codec itself has sent away was told why.
    if (this.#ended) return NOTHING;
    if (event.type === "bye") return encodeLines([`ERROR :Closing link: ${event.text ?? event.code}`]);
    const answer = ref === undefined ? undefined : this.#talks.resume(ref, event);
    return answer ?? (session.hold(event) ? NOTHING : encodeLines(this.#unasked(event)));
  }

  /** What comes to this connection alone and answers nothing. */
  #unasked(event: Event): readonly string[] {
    const reply = new Reply(this.#session, undefined);
    if (event.type === "ping") reply.line(`PING :${event.t}`);
    else if (event.type === "error") {
      if (event.code === "bad-json") reply.server("FAIL", event.field ?? "*", "INVALID_UTF8", event.text);
      else refused(reply, event, { verb: "*" });
    } else {
      hear(this.#session, event, reply);
      for (const line of fanOutLines(event, this.#session.traits)) reply.line(line);
    }
    return reply.take();
  }

  /** Performs a line: what it means for the hub is ready after it. */
  #take(line: string): Decoded | undefined {
    if (isTooLong(line)) return TOO_LONG;
    const message = parseMessage(line);
    if (!message) return undefined;
    const { verb } = message;
    const session = this.#session;
    if (verb === "PONG") {
      return { type: "command", command: answerPing({ session, message, reply: this.#replyTo(message) }) };
    }
    if (session.phase === "new" && HTTP_VERBS.has(verb)) return this.#end("This is a chat server");
    this.#perform(message);
    return undefined;
  }

  #perform(message: Message): void {
    const session = this.#session;
    const reply = this.#replyTo(message);
    const { verb, params } = message;
    if (!isVerb(verb)) {
      if (session.phase === "ready") {
        reply.numeric(ERR.unknownCommand, verb, "There is no such command: HELP lists all");
      } else reply.numeric(ERR.notRegistered, "Send NICK and USER first");
      return this.#talks.answer(reply);
    }
    const { perform, early, least = 0 } = COMMANDS[verb];
    if (session.phase !== "ready" && !early) {
      reply.numeric(ERR.notRegistered, "Send NICK and USER first");
    } else if (params.length < least || params.slice(0, least).includes("")) {
      reply.numeric(ERR.needMoreParams, verb, `Not enough parameters: ${USAGE[verb]}`);
    } else return this.#talks.begin(perform({ session, message, reply }), reply, verb);
    this.#talks.answer(reply);
  }

  #replyTo({ tags }: Message): Reply {
    const session = this.#session;
    // A label's answer of several messages needs a batch: without that capability there is no label.
    if (tags === "" || !session.has("labeled-response") || !session.has("batch")) return new Reply(session, undefined);
    const label = rawTag(tags, "label");
    return new Reply(session, label && label.length <= LABEL_LENGTH_MAX ? label : undefined);
  }

  #end(text: string): Decoded {
    this.#ended = true;
    return { type: "end", bytes: encodeLines([`ERROR :Closing link: ${text}`]) };
  }
}

function faultOf(fault: LineFault): Decoded {
  if (fault.type === "too-long") return TOO_LONG;
  // What can be read of the line still says which command it was (IRCv3 utf8-only).
  const verb = parseMessage(lenient.decode(fault.bytes))?.verb ?? "";
  const text = "Messages are UTF-8 here: this one was not";
  return { type: "faulty", refusal: refuse("bad-json", text, { field: isVerb(verb) ? verb : "*" }) };
}

/** Tags and message have bounds of their own (IRCv3 message-tags, Size limit). */
function isTooLong(line: string): boolean {
  if (line[0] !== "@") return !fitsBytes(line, BODY_BYTES_MAX);
  const end = line.indexOf(" ") + 1 || line.length;
  return !fitsBytes(line.slice(0, end), CLIENT_TAGS_BYTES_MAX) || !fitsBytes(line.slice(end), BODY_BYTES_MAX);
}

/**
 * A connection's codec for IRC.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ircCodec } from "./codec.ts";
 * const codec = ircCodec("parley/1");
 * codec.decoder.feed(new TextEncoder().encode("NICK ada\r\nUSER ada 0 * :Ada\r\n"));
 * const command = { type: "hello", nick: "ada", agent: "irc", uid: "Ada" } as const;
 * assertEquals(codec.decoder.next(), { type: "command", command, ref: "1" });
 * ```
 */
export function ircCodec(server: string, probed = false): Codec {
  return new IrcCodec(server, probed);
}
