// What is asked of a person beyond nick and server: passwords, which nobody is shown, a name for an account, a yes. As
// data, so that every user interface asks the same.
import type { Command } from "../chat/command.ts";
import { unreachable } from "../unreachable.ts";
import type { Ask } from "./ask.ts";

/** What a password is asked for; a new one is asked for twice, and `first` is how it was typed the first time. */
export type SecretUse =
  /** The nick is an account's: Enter alone takes another one. */
  | { readonly type: "hello" }
  | { readonly type: "login"; readonly nick: string }
  | { readonly type: "register"; readonly first?: string }
  | { readonly type: "passwd"; readonly old?: string; readonly first?: string }
  | { readonly type: "unregister" };

export type Asking =
  | { readonly type: "secret"; readonly use: SecretUse }
  /** The name of an account; `offered` is what Enter alone takes. */
  | { readonly type: "account"; readonly use: "login" | "register"; readonly offered: string }
  /** A yes to what was just said; `plain`: it also holds for whatever else this plain connection is to carry. */
  | { readonly type: "confirm"; readonly yes: Errand; readonly plain?: true };

/** What is done once nothing stands in its way. */
export type Errand =
  | { readonly type: "ask"; readonly asking: Asking }
  | { readonly type: "send"; readonly command: Command; readonly ask: Ask }
  | { readonly type: "hello"; readonly password: string };

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
