// The lines that answer one command, gathered until they go out: at once, or, where the command had a label, together
// (IRCv3 labeled-response).
import type { CapName } from "./caps.ts";
import { BODY_BYTES_MAX, LIST_BYTES_MAX } from "./limits.ts";
import { utf8Length } from "./length.ts";
import { accountTag, withTag } from "./message.ts";
import { SERVER_NAME, sourceOf } from "./names.ts";
import type { Numeric } from "./numerics.ts";
import type { Session } from "./session.ts";

/** Commands whose specifications answer with FAIL: who has asked for their capability knows it. */
const FAILS_WITH: Readonly<Record<string, readonly CapName[]>> = {
  CHATHISTORY: ["draft/chathistory"],
  MARKREAD: ["draft/read-marker"],
  SETNAME: ["setname"],
};

export class Reply {
  readonly session: Session;
  /** Parts of the command that wait for the hub. */
  open = 0;
  /** Answers no as little as it may: NOTICE must not cause answers (RFC 1459, 4.4.2). */
  quiet = false;
  readonly #label: string | undefined;
  #lines: string[] = [];
  #asides: string[] = [];
  #length = 0;

  /** @param label the tag's value as it came */
  constructor(session: Session, label: string | undefined) {
    this.session = session;
    this.#label = label;
  }

  /** A line as it is. */
  line(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
  }

  /** A line that goes out with the answer and is no part of it. */
  aside(line: string): void {
    this.#asides.push(line);
  }

  /** True where a list should end early, after saying so by {@linkcode cutShort}. */
  get isLong(): boolean {
    return this.#length > LIST_BYTES_MAX;
  }

  /** Says that a list is not whole. */
  cutShort(verb: string): void {
    this.server("NOTICE", this.session.nick || "*", `${verb}: there are more; ask with a mask`);
  }

  /** What this connection's own person did. */
  own(rest: string): void {
    const { nick, account } = this.session;
    const line = `:${sourceOf(nick)} ${rest}`;
    const tagged = account !== undefined && this.session.has("account-tag");
    this.line(tagged ? withTag(line, accountTag(account)) : line);
  }

  /** A message of the server. */
  server(verb: string, ...params: readonly string[]): void {
    this.line(formatLine(SERVER_NAME, verb, params));
  }

  /** A numeric; its first parameter, the client's nick, is put in. */
  numeric(code: Numeric, ...params: readonly string[]): void {
    if (!this.quiet) this.line(formatLine(SERVER_NAME, code, [this.session.nick || "*", ...params]));
  }

  /** A list as numerics, with commas. */
  joined(code: Numeric, words: readonly string[]): void {
    this.words(code, [], words, ",");
  }

  /** A list as numerics: as many words to a line as fit. */
  words(code: Numeric, params: readonly string[], words: readonly string[], between = " "): void {
    const head = formatLine(SERVER_NAME, code, [this.session.nick || "*", ...params, " "]).slice(0, -1);
    const room = BODY_BYTES_MAX - utf8Length(head);
    let row = "";
    let rowBytes = 0;
    for (const word of words) {
      const bytes = utf8Length(word) + 1;
      if (rowBytes + bytes > room && row !== "") {
        this.line(head + row.slice(0, -1));
        row = "";
        rowBytes = 0;
      }
      row += word + between;
      rowBytes += bytes;
    }
    if (row !== "") this.line(head + row.slice(0, -1));
  }

  /** `FAIL` for those who know it (IRCv3 standard-replies, or what it is about), else a notice of the same. */
  fail(verb: string, code: string, context: readonly string[], text: string): void {
    const { session } = this;
    if (session.has("standard-replies") || FAILS_WITH[verb]?.some((cap) => session.has(cap))) {
      this.server("FAIL", verb, code, ...context, text);
    } else this.server("NOTICE", session.nick || "*", `${verb}: ${text}`);
  }

  /** The lines that may go out now; they are given once. */
  take(): readonly string[] {
    const label = this.#label;
    if (label !== undefined && this.open > 0) return [];
    const lines = this.#lines.length === 0 ? this.#lines : this.#lines.splice(0);
    const answer = label === undefined ? lines : this.#labeled(`label=${label}`, lines);
    return this.#asides.length === 0 ? answer : [...answer, ...this.#asides.splice(0)];
  }

  #labeled(tag: string, lines: readonly string[]): readonly string[] {
    const [first, ...others] = lines;
    if (first === undefined) return [`@${tag} :${SERVER_NAME} ACK`];
    if (others.length === 0 || isOneBatch(lines)) return [withTag(first, tag), ...others];
    const batch = this.session.mintBatch();
    return [
      `@${tag} :${SERVER_NAME} BATCH +${batch} labeled-response`,
      // What is in a batch of its own stays in that one only.
      ...lines.map((line) => /^@(?:\S*;)?batch=/.test(line) ? line : withTag(line, `batch=${batch}`)),
      `:${SERVER_NAME} BATCH -${batch}`,
    ];
  }
}

/** True where the first line opens a batch that the last one closes: then it carries the label itself. */
function isOneBatch(lines: readonly string[]): boolean {
  const opened = /^:\S+ BATCH \+(\S+)/.exec(lines[0] ?? "")?.[1];
  return opened !== undefined && lines.at(-1)?.endsWith(` BATCH -${opened}`) === true;
}

/** A message: the last parameter takes a colon where it needs one, in the others nothing may look like two. */
export function formatLine(source: string, verb: string, params: readonly string[]): string {
  let line = `:${source} ${verb}`;
  for (const [index, param] of params.entries()) {
    if (index === params.length - 1) line += needsColon(param) ? ` :${param}` : ` ${param}`;
    else line += ` ${word(param)}`;
  }
  return line;
}

function needsColon(param: string): boolean {
  return param === "" || param[0] === ":" || param.includes(" ");
}

/** Something that stands in the middle of a message: one word, whatever a client has sent. */
function word(param: string): string {
  if (param === "") return "*";
  const safe = param.length > 96 ? param.slice(0, 96).toWellFormed() : param;
  return safe.replace(/^:+/, "").replace(/[ \0\r\n]+/g, "_") || "*";
}
