// The client's program: options, start, exit code; no logic.
import { parseOptions, USAGE } from "./lib/client/options.ts";
import { complain, print } from "./lib/client/say.ts";
import { runBridge } from "./lib/client/bridge/run_bridge.ts";
import { runClient } from "./lib/client/run.ts";
import { unreachable } from "./lib/unreachable.ts";
import { VERSION } from "./lib/version.ts";

Deno.exit(await main());

async function main(): Promise<number> {
  const parsed = parseOptions(Deno.args);
  switch (parsed.type) {
    case "help":
      await print(USAGE);
      return 0;
    case "version":
      await print(`parley-client ${VERSION}`);
      return 0;
    case "wrong":
      complain(parsed.detail);
      return 2;
    case "run": {
      const { code, problem } = await runClient(parsed.options, VERSION);
      if (problem !== undefined) complain(problem);
      return code;
    }
    case "bridge":
      return await runBridge(parsed.to);
    default:
      return unreachable(parsed);
  }
}
