// Names of files that every system takes.

/** In characters: of four bytes each they stay below the 255 bytes that a name may have. */
const NAME_LENGTH_MAX = 40;

/**
 * The name under which a conversation is saved where nobody gives another: of the room and the local date.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { defaultFileName } from "./file_name.ts";
 * assertEquals(defaultFileName("bob|away", new Date(2026, 10, 3)), "parley-bob_away-2026-11-03.txt");
 * ```
 */
export function defaultFileName(conversation: string, day: Date): string {
  // Only letters, digits, - and _ stay: dots and signs mean something to some system, and the prefix keeps the name
  // clear of the names that Windows gives to devices.
  const safe = [...conversation.normalize("NFC").replace(/[^\p{L}\p{Nd}\p{M}_-]+/gu, "_")].slice(0, NAME_LENGTH_MAX);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"));
  return `parley-${safe.join("")}-${date.join("-")}.txt`;
}
