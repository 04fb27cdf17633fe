// Lines as events, where several lines make one: lists, the past, the further lines of a text.
import type { Fields } from "../script.ts";
import { readLine } from "./line_rules.ts";
import { codesOf } from "./refusal_words.ts";
import { type Heard, heard } from "./tongue.ts";

const ROOM = /^ {0,3}\d+ {2}(\S+) +(\d+)(?: of (\d+))? (?:person|people)( {2}\(password\))?(?: {2}(.*))?$/;
const PERSON = /^ {2}([^\s:]+)(?: {2}(?:in (\S+(?:, \S+)*))?(?: [·-] )?(?:(away|busy|dropped)(?:: (.*))?)?)?$/;
const PAST = /^(\d\d:\d\d) (.*)$/;
const MENU_END = /^ {2}menu, \/help, exit/;

export class LineReader {
  #menu = false;
  #past: Fields[] = [];
  #rooms: Fields[] = [];
  #people: Fields[] | undefined;
  #all: Heard[] = [];

  /** Reads what came together; a list ends with it at the latest. */
  read(lines: readonly string[]): readonly Heard[] {
    this.#all = [];
    for (const line of lines) this.#take(line);
    this.#flush();
    if (this.#past.length > 0) this.#all.push(heard("history", { entries: this.#past.splice(0) }));
    return this.#all;
  }

  #take(line: string): void {
    if (this.#menu || line === "Rooms:") {
      this.#menu = !MENU_END.test(line);
      return;
    }
    const past = PAST.exec(line);
    if (past) return void this.#past.push(readLine(past[2] ?? "")?.fields ?? { text: past[2] });
    const room = ROOM.exec(line);
    if (room) return void this.#rooms.push(roomOf(room));
    const person = this.#people && PERSON.exec(line);
    if (person) return void this.#people?.push(personOf(person));
    if (/^\d+ (?:person|people)(?: and more)?:$/.test(line)) {
      this.#people = [];
      return;
    }
    if (line.startsWith("    ")) return this.#continue(line.slice(4));
    this.#flush();
    const found = readLine(line);
    if (found?.types[0] === "joined") {
      this.#all.push(heard("joined", { ...found.fields, history: this.#past.splice(0) }));
    } else this.#all.push(found ?? unsigned(line));
  }

  /** The further lines of a text; those that come later than its first are heard by themselves. */
  #continue(text: string): void {
    const last = this.#past.length > 0 ? undefined : this.#all.pop();
    if (last) this.#all.push(heard(last.types, { ...last.fields, text: `${last.fields.text}\n${text}` }));
    else this.#all.push(heard("message", { text }));
  }

  #flush(): void {
    if (this.#rooms.length > 0) this.#all.push(heard("rooms", { rooms: this.#rooms.splice(0) }));
    if (this.#people) this.#all.push(heard("who", { people: this.#people }));
    this.#people = undefined;
  }
}

/** A line without a sign: what the server of an older system says by itself. */
function unsigned(line: string): Heard {
  const codes = codesOf(line);
  return codes.length > 0 ? heard(["error", "message"], { text: line, codes }) : heard("message", { text: line });
}

function roomOf([, room, members, limit, locked, topic = ""]: readonly string[]): Fields {
  return { room, members: Number(members), limit: Number(limit ?? 0), locked: locked !== undefined, topic };
}

function personOf([, nick, rooms, status = "online", note = ""]: readonly string[]): Fields {
  return { nick, rooms: rooms?.split(", ") ?? [], status, note };
}
