// The questions of ask.ts in words, the same for every user interface.
import { unreachable } from "../unreachable.ts";
import type { Asking, SecretUse } from "./ask.ts";

/** The question, short enough for a narrow terminal, ending with a blank: what it is about was said before. */
export function askingPrompt(asking: Asking, nick: string): string {
  switch (asking.type) {
    case "secret":
      return secretPrompt(asking.use, nick);
    case "account":
      return `Account (Enter: ${asking.offered}): `;
    case "confirm":
      return "Yes or no: ";
    default:
      return unreachable(asking);
  }
}

function secretPrompt(use: SecretUse, nick: string): string {
  switch (use.type) {
    case "hello":
    case "unregister":
      return `Password of ${nick}: `;
    case "login":
      return `Password of ${use.nick}: `;
    case "register":
      return use.first === undefined ? `New password for ${nick}: ` : "The same again: ";
    case "passwd":
      if (use.first !== undefined) return "The same again: ";
      return use.old === undefined ? "Present password: " : "New password: ";
    default:
      return unreachable(use);
  }
}
