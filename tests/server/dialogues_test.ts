import { runDialogue } from "../support/dialogue.ts";
import { optionsOf } from "../support/script.ts";
import { startServer } from "../support/test_server.ts";

const scripts = new URL("../scripts/", import.meta.url);
const names = [...Deno.readDirSync(scripts)].map(({ name }) => name).filter((name) => name.endsWith(".txt")).sort();

for (const name of names) {
  Deno.test(`the dialogue ${name} goes as written`, async () => {
    const script = await Deno.readTextFile(new URL(name, scripts));
    await using started = await startServer(...optionsOf(script));
    // On the main port a first line that is no JSON is somebody's name.
    await runDialogue(script, name === "faults.txt" ? started.nativePort : started.server.port);
  });
}
