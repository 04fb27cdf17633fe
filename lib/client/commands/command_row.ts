// What a row of the table of commands holds.

/** What a word after a command names, for completion. */
export type Takes = "room" | "person" | "command" | "setting" | "theme" | "chord" | "status" | "role" | "level";

export interface CommandRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What follows the name; `[…]` may be left out. */
  readonly syntax: string;
  readonly example: string;
  /** One line for the list. */
  readonly about: string;
  /** What the first word after it names, and what the second. */
  readonly takes?: Takes;
  readonly then?: Takes;
  /** A password may follow, or a name and then a password: it is shown to nobody, and the line is not remembered. */
  readonly secret?: "password" | "name-password";
  /** Makes sense without a server too. */
  readonly offline?: true;
}
