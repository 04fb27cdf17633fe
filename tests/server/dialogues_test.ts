import { runDialogue } from "../support/dialogue.ts";
import { startServer } from "../support/test_server.ts";

const scripts = new URL("../scripts/", import.meta.url);
const names = [...Deno.readDirSync(scripts)].map(({ name }) => name).filter((name) => name.endsWith(".txt")).sort();

for (const name of names) {
  Deno.test(`the dialogue ${name} goes as written`, async () => {
    await using started = await startServer();
    await runDialogue(await Deno.readTextFile(new URL(name, scripts)), started.server.port);
  });
}
