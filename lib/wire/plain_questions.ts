// Questions whose answers nobody should see: where the person's telnet can be told so, it shows nothing of them.
import type { PlainReader } from "./plain_reader.ts";
import { concat, NOTHING } from "./units.ts";

const encoder = new TextEncoder();
const NEWLINE = encoder.encode("\r\n");

export class PlainQuestions {
  #questions: readonly string[] = [];
  #answers: string[] = [];
  #then: ((answers: readonly string[]) => void) | undefined;
  #hidden = false;

  /** True while the next line is an answer. */
  get open(): boolean {
    return this.#then !== undefined;
  }

  /** Begins to ask; gives what is written for it. `then` gets the answers after the last one. */
  ask(reader: PlainReader, questions: readonly string[], then: (answers: readonly string[]) => void): Uint8Array {
    this.#questions = questions;
    this.#answers = [];
    this.#then = then;
    // Telnet to a port of one's own choice shows itself by the ends of its lines alone.
    this.#hidden = reader.telnet.active || reader.endsAsTelnet;
    return concat([this.#hidden ? reader.telnet.hide() : NOTHING, this.#next()]);
  }

  /** Takes an answer; gives what is written after it. */
  answer(reader: PlainReader, line: string): Uint8Array {
    this.#answers.push(line);
    const newline = this.#hidden ? NEWLINE : NOTHING;
    if (this.#answers.length < this.#questions.length) return concat([newline, this.#next()]);
    return this.#hidden ? concat([reader.telnet.show(), newline]) : NOTHING;
  }

  /** Goes on with the answers once the last one is there. */
  finish(): void {
    if (this.#answers.length < this.#questions.length) return;
    const then = this.#then;
    this.#then = undefined;
    then?.(this.#answers);
  }

  #next(): Uint8Array {
    return encoder.encode(this.#questions[this.#answers.length] ?? "");
  }
}
