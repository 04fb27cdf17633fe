// A small file system of one's own, where the machine allows mounts.

/** Mounts a tmpfs of `bytes` on a folder; `undefined` where this may not be done here. */
export async function mountSmall(folder: string, bytes: number): Promise<AsyncDisposable | undefined> {
  const run = (program: string, ...args: string[]) =>
    new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output().then(({ success }) => success)
      .catch(() => false);
  if (!await run("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder)) return undefined;
  return {
    async [Symbol.asyncDispose]() {
      await run("umount", folder);
    },
  };
}
