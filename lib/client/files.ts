// Writing what /save wants: no permission is ever asked for, and no file of anybody else's is overwritten.

/** Writes text files, and remembers which of them are its own. */
export class Files {
  readonly #own = new Set<string>();

  /**
   * Writes a new file, or goes on with the one that is being written. Gives `undefined`, or the sentence that says why
   * it could not be and what to do.
   */
  async save(file: string, mode: "new" | "more", text: string): Promise<string | undefined> {
    const { state } = await Deno.permissions.query({ name: "write", path: file });
    if (state !== "granted") return `Not saved: writing needs a permission. Start with --allow-write=${file}`;
    try {
      const options = mode === "more" ? { append: true } : this.#own.has(file) ? {} : { createNew: true };
      await Deno.writeTextFile(file, text, options);
      this.#own.add(file);
      return undefined;
    } catch (error) {
      return `Not saved: ${whyNot(file, error)}`;
    }
  }
}

/** Reads a text file, or says why it could not be and what to do. */
export async function readTextFile(file: string): Promise<{ readonly text: string } | { readonly problem: string }> {
  const { state } = await Deno.permissions.query({ name: "read", path: file });
  if (state !== "granted") return { problem: `Reading ${file} needs a permission: start with --allow-read=${file}` };
  try {
    return { text: await Deno.readTextFile(file) };
  } catch (error) {
    return { problem: whyNot(file, error) };
  }
}

function whyNot(file: string, error: unknown): string {
  if (error instanceof Deno.errors.AlreadyExists) return `${file} is there already; give another name`;
  if (error instanceof Deno.errors.NotFound) return `${file} is not there, or its folder is not`;
  if (error instanceof Deno.errors.IsADirectory) return `${file} is a folder`;
  if (error instanceof Deno.errors.PermissionDenied) return `the system does not allow it for ${file}`;
  const text = error instanceof Error ? error.message.replace(/\s*\(os error \d+\).*/, "") : String(error);
  return `${file}: ${text}`;
}
