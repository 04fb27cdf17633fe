// `deno task demo`: what this is, in one command. A server and four people, in tmux where there is one and a terminal
// to show it in; else, or with `--plain`, a conversation played in one window.
import { setColorEnabled } from "@std/fmt/colors";
import { complain } from "../../lib/server/console.ts";
import { playStory } from "./demo_story.ts";
import { fitsPanes, showPanes } from "./demo_tmux.ts";

const terminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
const plain = Deno.args.includes("--plain");
try {
  if (terminal && !plain && await fitsPanes()) await showPanes();
  else {
    setColorEnabled(terminal && !plain && !Deno.noColor);
    await playStory();
  }
  Deno.exit(0);
} catch (error) {
  complain(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  Deno.exit(1);
}
