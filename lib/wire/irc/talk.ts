// A command of IRC is a talk with the hub: it may take several questions, and it ends in lines. A talk is written as a
// generator: what it yields is asked, what it gets is the answer.
import type { Command } from "../../chat/command.ts";
import type { Event } from "../../chat/event.ts";
import type { Message } from "./message.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";

/** Asks the hub, gets its answers, and gives what it was for. */
export type Asking<Result> = Generator<Command, Result, Event>;
export type Talk = Asking<void>;

/** One command as it is performed. */
export interface Call {
  readonly session: Session;
  readonly message: Message;
  readonly reply: Reply;
}

/** What is left of a command: nothing, or talks that go on beside each other, one for each target. */
export type Performed = Talk | readonly Talk[] | void;
export type Perform = (call: Call) => Performed;

/** The nth parameter, `""` where it is missing. */
export function param({ message }: Call, index: number): string {
  return message.params[index] ?? "";
}

/** A list that is separated by commas, without empty items. */
export function listOf(text: string, most: number): readonly string[] {
  return text.split(",", most + 1).filter((item) => item !== "").slice(0, most);
}
