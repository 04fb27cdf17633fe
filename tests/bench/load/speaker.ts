// One client of a load that talks: lines are made once, and only their digits change.
import type { Member } from "./member.ts";
import { findStamp, setStamp, TEXT, writeDigits } from "./stamp.ts";
import type { Tongue } from "./tongue.ts";

/** Says that one write holds at the most. */
const WRITE_MAX = 200;
const REF = "#######0";

export class Speaker {
  /** Says that were written. */
  sent = 0;
  readonly #member: Member;
  readonly #place: number;
  readonly #line: Uint8Array;
  readonly #stampAt: number;
  readonly #refAt: number;
  readonly #lines: Uint8Array;
  #wanted = 0;
  #busy = false;
  #writing: Promise<void> = Promise.resolve();

  /** @param place its place in its room */
  constructor(member: Member, tongue: Tongue, room: string, place: number) {
    this.#member = member;
    this.#place = place;
    const line = tongue.say(room, TEXT, REF);
    this.#line = new TextEncoder().encode(line);
    this.#stampAt = findStamp(this.#line, 0);
    this.#refAt = line.indexOf(REF);
    this.#lines = new Uint8Array(this.#line.length * WRITE_MAX);
  }

  /** Lets it have said so many in all; what it has said already stays said. */
  allow(count: number): void {
    this.#wanted = Math.max(this.#wanted, count);
    if (!this.#busy) this.#writing = this.#write();
  }

  /** One more. */
  more(): void {
    this.allow(this.#wanted + 1);
  }

  /** Resolves when nothing is being written. */
  async quiet(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    this.#busy = true;
    while (this.#wanted > this.sent && this.#member.trouble === undefined) {
      const count = Math.min(this.#wanted - this.sent, WRITE_MAX);
      for (let index = 0; index < count; index++) this.#fill(index * this.#line.length);
      await this.#member.write(this.#lines.subarray(0, count * this.#line.length));
    }
    this.#busy = false;
  }

  #fill(at: number): void {
    this.sent += 1;
    this.#lines.set(this.#line, at);
    setStamp(this.#lines, at + this.#stampAt, this.#place, this.sent);
    if (this.#refAt >= 0) writeDigits(this.#lines, at + this.#refAt, REF.length, this.sent);
  }
}
