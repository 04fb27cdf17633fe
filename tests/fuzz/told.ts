// Whether what a peer was told is what its client can bear, whatever it has said before.
import type { DialectName } from "../../lib/wire/dialects.ts";
import { TelnetFilter } from "../../lib/wire/telnet.ts";

const strict = new TextDecoder("utf-8", { fatal: true });
const IRC_BYTES_MAX = 512;

const IITD =
  /^(?:REGISTERED TO(?:SEND|RECV) [^\n]+\n\n|SEND [^\n]+\n\n|ERROR 10[0-3] [\w ]+\n\n|FORWARD \S+\nContent-length: \d+\n\n[^\n]+)$/;

/** Throws where a write, or all of them together, is not of the dialect. */
export function assertTold(dialect: DialectName, writes: readonly Uint8Array[]): void {
  const said = writes.filter((bytes) => !(bytes.length === 1 && bytes[0] === 0xff));
  switch (dialect) {
    case "native":
      for (const line of lines(said, "\n")) JSON.parse(line);
      return;
    case "irc":
      return lines(said, "\r\n").forEach(assertIrc);
    case "plain":
      // Telnet's answers stand between the lines.
      strict.decode(new TelnetFilter().strip(join(writes)));
      return;
    case "nickprompt":
      return said.forEach((bytes) => assertRead(bytes, 1_024, /^[\n\x20-\x7e]*$/));
    case "classchat":
      // deno-lint-ignore no-control-regex -- what its terminal may not be given
      return said.forEach((bytes) => assertRead(bytes, 1_024, /^[^\0-\x08\x0b-\x1f]*$/));
    case "muca":
      return said.forEach(assertObjects);
    case "iitd":
      return said.forEach((bytes) => assertRead(bytes, isForward(bytes) ? 1_400 : 2_048, IITD));
  }
}

/** An answer repeats what it answers; a message is the server's to keep small. */
function isForward(bytes: Uint8Array): boolean {
  return bytes[0] === "F".charCodeAt(0);
}

function lines(writes: readonly Uint8Array[], end: string): readonly string[] {
  const text = strict.decode(join(writes));
  return text.split(end).filter((line) => line !== "");
}

function join(writes: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(writes.flatMap((bytes) => [...bytes]));
}

function assertIrc(line: string): void {
  const body = line.startsWith("@") ? line.slice(line.indexOf(" ") + 1) : line;
  const isLine = !/[\0\r\n]/.test(body) && new TextEncoder().encode(body).length + 2 <= IRC_BYTES_MAX;
  if (!isLine || !/^(?::\S+ )?[A-Z0-9]+/.test(body)) throw new Error(`Not a line of IRC: ${JSON.stringify(line)}`);
}

function assertRead(bytes: Uint8Array, bytesMax: number, form: RegExp): void {
  const text = strict.decode(bytes);
  if (bytes.length > bytesMax || !form.test(text)) throw new Error(`Its client can't read ${JSON.stringify(text)}`);
}

function assertObjects(bytes: Uint8Array): void {
  assertRead(bytes, 900, /^[\x20-\x7e]*$/);
  for (const part of strict.decode(bytes).split("}{")) JSON.parse(`{${part.replace(/^\{|\}$/g, "")}}`);
}
