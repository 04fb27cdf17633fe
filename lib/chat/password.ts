// Passwords of accounts: how long they are, and what becomes of them.

/** Shortest and longest password, in bytes of UTF-8. */
export const PASSWORD_BYTES_MIN = 8;
export const PASSWORD_BYTES_MAX = 1_024;

/** What became of a password that was to be made a secret of, or checked: `busy` where too many wait already. */
export type PasswordOutcome =
  | { readonly type: "made"; readonly secret: string }
  /** `renewed`: the same password by the parameters of today, where they have changed. */
  | { readonly type: "checked"; readonly ok: boolean; readonly renewed?: string }
  | { readonly type: "busy" };
