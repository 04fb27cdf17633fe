// A refusal is a command's answer of no: a code that programs read, and a sentence that tells a person what to do.

export type RefusalCode =
  | "line-too-long"
  | "bad-json"
  | "unknown-op"
  | "bad-request"
  | "bad-version"
  | "not-welcome"
  | "bad-nick"
  | "nick-reserved"
  | "nick-taken"
  | "nick-registered"
  | "bad-password"
  | "weak-password"
  | "not-registered"
  | "server-full"
  | "too-many-connections"
  | "banned"
  | "bad-room"
  | "room-exists"
  | "no-such-room"
  | "room-full"
  | "invite-only"
  | "bad-invite"
  | "too-many-rooms"
  | "not-in-room"
  | "not-allowed"
  | "text-empty"
  | "text-too-long"
  | "not-to-yourself"
  | "no-such-user"
  | "bad-group"
  | "group-exists"
  | "group-too-small"
  | "no-such-group"
  | "not-in-group"
  | "too-fast"
  | "muted"
  | "storage"
  | "busy"
  | "internal";

/** `text` is a sentence that says what to do. `wait` is in ms (`too-fast`, `busy`) or, for `nick-taken`, until a grace ends. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
  readonly wait?: number;
  readonly missed?: readonly string[];
  readonly absent?: readonly string[];
  readonly field?: string;
}

/** A refusal as a value: `refuse("room-full", "…")`. */
export function refuse(code: RefusalCode, text: string, more?: Omit<Refusal, "code" | "text">): Refusal {
  return { code, text, ...more };
}
