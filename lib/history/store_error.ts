// Why a store could not be opened, in words that an operator can act on.

/**
 * - `in-use`: another server has it.
 * - `damaged`: it is there and cannot be read as a whole.
 * - `unwritable`: a permission, a folder or the disk is missing.
 * - `not-a-store`: what is there is something else, or nothing.
 */
export type StoreErrorCode = "in-use" | "damaged" | "unwritable" | "not-a-store";

/** Thrown where a history cannot be opened; the message is one line that says what to do. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
